import { holdOver } from '#shared/domain/hold.ts';
import { moveLimitMs, siteText } from '#shared/domain/site.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import { hostItem } from '#shared/rows/claims-keys.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import type { HostDecision } from '../hosts/holders.ts';
import { decideAndWrite } from '../settle/apply.ts';
import { waitAgainMs } from '../settle/host-items.ts';
import { askForZones } from '../settle/zone-asks.ts';
import type { Gate } from './gate.ts';
import { judgeReleases, type Wait } from './judge-releases.ts';

/** While something is missing that comes by itself, a host is looked at again this often. */
const againMs = 10_000;
/** A hold that keeps a site where it is ends by a word, which wakes it, or by itself. */
const keptAgainMs = 60_000;
/** What changes by a person's word, or by other sites, wakes the release itself; this is for when that was lost. */
const longAgainMs = 3_600_000;

/**
 * Looks at a host by itself: a release that is due, finalizers that are gone, a place that became free. Releases of this
 * cluster's sites are executed here, in transactions that check all that allowed them.
 */
export async function lookAtHost(drain: ClaimsDrain, host: string, gate: () => Promise<Gate>): Promise<Looked> {
  const key = hostItem(host);
  try {
    const { waits, checks, may } = await judgeReleases(drain, host, gate);
    const decision = await decideAndWrite(drain, host, {
      objects: [],
      mayRelease: may,
      look: true,
      checks: may.size > 0 ? checks : [],
    });
    await askForZones(drain, [decision]);
    const blocked = [...waits.values()].some(({ until }) => until === 'blocked');
    return { outcome: outcomeOf(drain, key, { decision, waits }), blocked };
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    return { outcome: { key, result: 'retry', message: error.message }, blocked: false };
  }
}

export interface Looked {
  readonly outcome: Outcome;
  /** The guard keeps a release that is due. */
  readonly blocked: boolean;
}

interface Decided {
  readonly decision: HostDecision;
  readonly waits: ReadonlyMap<string, Wait>;
}

/** When to look again: at the next release of this cluster, or when what holds one back may have passed. */
function outcomeOf(drain: ClaimsDrain, key: string, { decision, waits }: Decided): Outcome {
  const mine = decision.sites.filter((site) => site.cluster === drain.cluster && site.state === 'live');
  const waiting = decision.claims.some(
    ({ reason, source }) => reason === 'Waiting' && source.cluster === drain.cluster,
  );
  const againMs = waiting && decision.awaits !== undefined ? waitAgainMs[decision.awaits.until] : undefined;
  const unsettled = againMs === undefined ? [] : [drain.now() + againMs];
  const planned = mine.flatMap((site) => [...moveTimes(drain, site), ...releaseTimes(drain, site, waits)]);
  const times = [...unsettled, ...planned];
  if (times.length > 0) return { key, result: 'pending', atMs: Math.min(...times) };
  const kept = mine.find(({ release }) => release?.stopped?.by === 'policy');
  if (kept === undefined) return { key, result: 'done' };
  const message = waits.get(siteText(kept))?.message ?? 'a policy forbids to delete';
  return { key, result: 'parked', reason: 'PolicyForbids', message };
}

/** A site that is still to move after its time was up is held, or a policy keeps it until another configuration comes. */
function moveTimes(drain: ClaimsDrain, site: SiteRow): readonly number[] {
  const { moving } = site;
  if (moving === undefined) return [];
  const nowMs = drain.now();
  const limitMs = moving.sinceMs + moveLimitMs;
  // Who attaches certificates tells of it; this is for when that was lost.
  const pauseMs = Math.max(againMs, (nowMs - moving.sinceMs) / 4);
  if (limitMs > nowMs) return [Math.min(nowMs + pauseMs, limitMs)];
  const hold = holdOver(site, drain.holds, { configuration: drain.configuration.document, nowMs });
  return hold === undefined ? [] : [nowMs + keptAgainMs];
}

/** None where only another configuration changes anything. */
function releaseTimes(drain: ClaimsDrain, site: SiteRow, waits: Decided['waits']): readonly number[] {
  const { release } = site;
  if (release === undefined || release.stopped?.by === 'policy') return [];
  const nowMs = drain.now();
  const wait = waits.get(siteText(site));
  if (wait?.until === 'held' || wait?.until === 'blocked') return [wait.againAtMs ?? nowMs + longAgainMs];
  return [wait === undefined ? release.dueMs : Math.max(release.dueMs, nowMs + againMs)];
}
