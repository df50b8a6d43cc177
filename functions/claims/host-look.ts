import { type SiteKey, siteText } from '#shared/domain/site.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import { hostItem } from '#shared/rows/claims-keys.ts';
import { type ObjectRow, objectKey } from '#shared/rows/object-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Drain, Outcome } from '#shared/runtime/capability.ts';
import { configurationKey } from '#shared/runtime/configuration-row.ts';
import { type Action, check } from '#shared/runtime/table.ts';
import { decideAndWrite } from './apply.ts';
import { readSources, readWalkedKinds } from './cluster-objects.ts';
import { readHostState } from './host-rows.ts';
import type { HostDecision } from './hosts/holders.ts';
import { releasable } from './release.ts';

/** While something is missing that comes by itself, a release is looked at again this often. */
const againMs = 10_000;

/**
 * Looks at a host by itself: a release that is due, finalizers that are gone, a place that became free. Releases of this
 * cluster's sites are executed here, in one transaction per host that checks all that allowed them.
 */
export async function lookAtHost(drain: Drain, cluster: string, host: string): Promise<Outcome> {
  const key = hostItem(host);
  try {
    const { sites, held, checks, may } = await releasesOf(drain, cluster, host);
    const decision = await decideAndWrite(drain, host, {
      objects: [],
      mayRelease: may,
      look: true,
      checks: may.size > 0 ? checks : [],
    });
    return outcomeOf(drain, key, { decision, sites, held, cluster });
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    return { key, result: 'retry', message: error.message };
  }
}

interface Held {
  readonly until: 'later' | 'never';
  readonly message: string;
}

interface Releases {
  readonly sites: readonly SiteRow[];
  readonly may: ReadonlySet<string>;
  /** Why those that are due may not go, by siteText. */
  readonly held: ReadonlyMap<string, Held>;
  readonly checks: readonly Action[];
}

async function releasesOf(drain: Drain, cluster: string, host: string): Promise<Releases> {
  const { input } = await readHostState(drain, host, []);
  const due = input.sites.filter((site) => site.cluster === cluster && isDue(site, drain.now()));
  const may = new Set<string>();
  const held = new Map<string, Held>();
  const checks = new Map<string, Action>();
  if (due.length === 0) return { sites: input.sites, may, held, checks: [] };
  const [sources, walked] = await Promise.all([readSources(drain, cluster), readWalkedKinds(drain, cluster)]);
  const holders = await drain.table.getMany(due.map((site) => objectKey(site.holder)));
  for (const [index, site] of due.entries()) {
    const holder = holders[index];
    const { behind, configuration } = drain;
    const known = { nowMs: drain.now(), site, behind, configuration: configuration.document, sources, walked };
    const result = releasable({ ...known, ...(holder === undefined ? {} : { holder }) });
    if (!result.may) held.set(siteText(site), result);
    else {
      may.add(siteText(site));
      checks.set(objectKey(site.holder).pk + objectKey(site.holder).sk, unchanged(site, holder));
    }
  }
  return {
    sites: input.sites,
    may,
    held,
    checks: [...checks.values(), check(configurationKey, { seq: drain.configuration.seq })],
  };
}

const isDue = (site: SiteRow, nowMs: number): boolean =>
  site.state === 'live' && site.release !== undefined && site.release.dueMs <= nowMs;

const unchanged = (site: SiteRow, holder: ObjectRow | undefined): Action =>
  check(objectKey(site.holder), holder === undefined ? 'absent' : { marker: holder.marker });

interface Looked {
  readonly decision: HostDecision;
  readonly sites: readonly SiteKey[];
  readonly held: ReadonlyMap<string, Held>;
  readonly cluster: string;
}

/** When to look again: at the next release of this cluster, or when what holds one back may have passed. */
function outcomeOf(drain: Drain, key: string, { decision, held, cluster }: Looked): Outcome {
  const leaving = decision.sites.filter(
    (site) => site.cluster === cluster && site.state === 'live' && site.release !== undefined,
  );
  const next = leaving.filter((site) => held.get(siteText(site))?.until !== 'never');
  const times = next.map((site) =>
    Math.max(site.release?.dueMs ?? 0, held.has(siteText(site)) ? drain.now() + againMs : 0),
  );
  if (times.length > 0) return { key, result: 'pending', atMs: Math.min(...times) };
  const never = [...held.values()].find(({ until }) => until === 'never');
  if (leaving.length > 0 && never !== undefined)
    return { key, result: 'parked', reason: 'PolicyForbids', message: never.message };
  return { key, result: 'done' };
}
