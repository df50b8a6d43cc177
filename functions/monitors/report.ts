import { type Condition, settleSince } from '#shared/domain/condition.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { ConditionFailedError } from '#shared/errors/kinds.ts';
import { hostItem } from '#shared/rows/claims-keys.ts';
import { type LaneRow, laneRowKey, siteKey } from '#shared/rows/site-rows.ts';
import { hostStatusKey, statusItem } from '#shared/rows/status-keys.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import type { SiteInLane } from '#shared/runtime/lane-sites.ts';
import { check, put, remove } from '#shared/runtime/table.ts';
import type { Verdict } from './plan/lane-state.ts';

type Said = Pick<Verdict, 'status' | 'reason' | 'message'>;

/**
 * Writes what became of each site; one that this lane is not to watch any more loses its finalizer: what is left of its
 * monitor is the lane's own.
 * @returns hosts whose rows changed meanwhile: to be looked at again
 */
export async function report(
  drain: Drain,
  sites: readonly SiteInLane[],
  verdictOf: (site: SiteInLane) => Said | 'not-ours',
): Promise<ReadonlySet<string>> {
  const disturbed = new Set<string>();
  for (const one of sites) {
    const verdict = verdictOf(one);
    try {
      if (verdict === 'not-ours') await finalize(drain, one);
      else await keep(drain, one, verdict);
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      disturbed.add(one.site.host);
    }
  }
  return disturbed;
}

async function finalize(drain: Drain, { site, lane }: SiteInLane): Promise<void> {
  const key = laneRowKey(lane.site, lane.lane);
  const by = { row: `${key.pk}/${key.sk}`, generation: site.generation, dueMs: drain.now() };
  await transactFenced(drain, [
    remove(key, 'present'),
    check(siteKey(site), { generation: site.generation }),
    ...(await drain.enqueue([{ ...by, lane: claimsLane(site.cluster), key: hostItem(site.host) }])),
  ]);
}

async function keep(drain: Drain, { site, lane }: SiteInLane, said: Said): Promise<void> {
  const { status, reason, message } = said;
  const before = lane.conditions.find(({ type }) => type === 'MonitorReady');
  const condition = settleSince(before, { type: 'MonitorReady', status, reason, message }, drain.now());
  const next: LaneRow = { ...lane, generation: site.generation, conditions: [condition] };
  if (sameValue(next, lane)) return;
  const key = laneRowKey(lane.site, lane.lane);
  const by = { row: `${key.pk}/${key.sk}`, generation: drain.now(), nowMs: drain.now() };
  const isSeen = lane.generation !== next.generation || !sameValue(shown(before), shown(condition));
  const items = isSeen ? [statusItem(site.cluster, hostStatusKey(site.host), by)] : [];
  await transactFenced(drain, [put(key, next, 'present'), ...(await drain.enqueue(items))]);
}

const shown = (condition: Condition | undefined) =>
  condition && [condition.status, condition.reason, condition.message];
