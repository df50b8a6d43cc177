import type { Scope } from '#shared/domain/scope.ts';
import { siteText } from '#shared/domain/site.ts';
import { approvedBy, guardScopes, type Standing, type Surroundings, standingOf } from '#shared/domain/standing.ts';
import type { HeardKinds } from '#shared/domain/unheard-kinds.ts';
import { readHeardKinds } from '#shared/overview/heard-kinds.ts';
import { type ClusterMemberRow, clusterMembers } from '#shared/rows/cluster-rows.ts';
import { goneRows } from '#shared/rows/gone-rows.ts';
import { approvalRows } from '#shared/rows/safety-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { type GuardVerdict, judgeScopes, windowMs } from '../plan/guard.ts';
import type { GuardWord } from '../plan/release.ts';
import { countedMembers } from './counted-members.ts';
import { leaverOf } from './stops.ts';
import { askUnheard } from './unheard.ts';

/** All that decides about the releases of one drain, read once, after everything else in it is settled. */
export interface Gate {
  readonly heard: HeardKinds;
  /** Something that the cluster said, or that the configuration changed, waits in the lane for its turn. */
  unheard(): Promise<boolean>;
  readonly verdicts: ReadonlyMap<Scope, GuardVerdict>;
  /** The counted sites with a planned release. */
  readonly planned: readonly ClusterMemberRow[];
  standing(site: SiteRow): Standing;
  guard(site: SiteRow): GuardWord;
}

export async function openGate(drain: ClaimsDrain, settled: readonly Outcome[]): Promise<Gate> {
  const { table, cluster, holds } = drain;
  const nowMs = drain.now();
  const from = String(Math.max(0, nowMs - windowMs)).padStart(13, '0');
  const [heard, members, gone, approvals] = await Promise.all([
    readHeardKinds(table, drain),
    table.query(clusterMembers(cluster)),
    table.query(goneRows(cluster), { from }),
    table.query(approvalRows),
  ]);
  const approved = approvedBy(
    approvals.map(({ row }) => row),
    nowMs,
  );
  const around: Surroundings = { nowMs, configuration: drain.configuration.document, holds, approved };
  const listed = members.map(({ row }) => row);
  const counted = await countedMembers(table, listed, around);
  const sites = counted.map((row) => {
    return { name: siteText(row.site), scopes: guardScopes(row), leaving: row.release !== undefined };
  });
  const released = gone.flatMap(({ row: { site, edge, atMs, counted: counts } }) => {
    return counts === false ? [] : [{ name: siteText(site), scopes: goneScopes(drain, edge), atMs }];
  });
  const verdicts = judgeScopes(sites, released, nowMs);
  const planned = counted.filter(({ release }) => release !== undefined);
  const known = new Set(planned.map(({ release }) => release?.id));
  return {
    heard,
    unheard: askUnheard(drain, settled),
    verdicts,
    planned,
    standing: (site) => standingOf(leaverOf(site), around),
    guard: (site) => (known.has(site.release?.id) ? wordOn(site, verdicts) : unjudged),
  };
}

/** Where a release counts; that of an edge which is not configured any more at every edge, since one may be its new name. */
function goneScopes({ cluster, configuration: { document } }: ClaimsDrain, edge: string): readonly Scope[] {
  const own = guardScopes({ cluster, wish: { edge, zone: '' } });
  if (edge === '' || document.edges.some(({ name }) => name === edge)) return own;
  const others = document.edges.filter((one) => one.cluster === cluster);
  return [...own, ...others.map(({ name }) => `edge:${name}` as const)];
}

const unjudged: GuardWord = { may: false, message: 'planned just now, so the guard has not counted it yet' };

/** Both the cluster's and the edge's guard must let a site go; it waits for the last of those that do not. */
function wordOn(site: SiteRow, verdicts: Gate['verdicts']): GuardWord {
  const closed = guardScopes(site).flatMap((scope) => {
    const verdict = verdicts.get(scope);
    return verdict === undefined || verdict.may ? [] : [{ scope, verdict }];
  });
  const [first] = closed;
  if (first === undefined) return { may: true };
  const times = closed.map(({ verdict }) => verdict.againAtMs);
  const again = times.reduce((last, at) => (last === undefined || at === undefined ? undefined : Math.max(last, at)));
  return {
    may: false,
    message: describeVerdict(first.scope, first.verdict),
    ...(again === undefined ? {} : { againAtMs: again }),
  };
}

/** As people read it, in the notice and where one release is explained; the command to type is shown beside it. */
export function describeVerdict(scope: Scope, { leaving, whole, limit }: GuardVerdict): string {
  const [kind, name] = scope.split(':');
  const what = `${leaving} of the ${whole} names of ${kind} ${name} would be gone within an hour`;
  const why = leaving > limit ? `at most ${limit} may go` : 'that is all that is left of it';
  return `${what}, ${why}, so none goes`;
}
