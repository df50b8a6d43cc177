import { settleSince } from '#shared/domain/condition.ts';
import type { ChangeStatus } from '#shared/domain/hosted-zone.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { hostItem } from '#shared/rows/claims-keys.ts';
import { type LaneRow, laneRowKey, siteKey } from '#shared/rows/site-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { type Action, check, put, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { failureCondition, outcomeOfSkip, pollAt, presumeMs, untilInSync } from './outcomes.ts';
import { changePending, inSync, notReady, releasing } from './plan/conditions.ts';
import type { Verdict } from './plan/plan.ts';
import type { NameResult, SiteRows, ZoneWork } from './work.ts';

/** What of a change id is known in this drain; an error where asking failed. */
export type Statuses = ReadonlyMap<string, ChangeStatus | Error>;

export interface SiteReport {
  readonly actions: readonly Action[];
  readonly items: readonly NewItem[];
  readonly outcome: Outcome;
}

interface SiteResult {
  readonly work: ZoneWork;
  readonly result: NameResult;
  readonly rows: SiteRows;
  readonly verdict: Verdict;
  readonly statuses: Statuses;
}

/** The site's lane row, the items for others and what becomes of the key, after one drain. */
export function reportSite(of: SiteResult): SiteReport {
  const { result, verdict, work } = of;
  const { progress, rows: name } = result;
  const now = work.drain.now();
  const key = name.name;
  const inGroup = verdict.result === 'change' || verdict.result === 'removal';
  if (inGroup && progress.step === 'failed') {
    const [outcome] = outcomesOfError(progress.error, [key], now) ?? [];
    const condition = failureCondition(progress.error, name.attempt);
    const retry: Outcome = outcome ?? { key, result: 'retry', message: progress.error.message };
    return update(of, { ...(condition === undefined ? {} : { condition }), ...inDoubt(of) }, retry);
  }
  if (inGroup && progress.step === 'refused') {
    const { message } = progress;
    const outcome: Outcome = { key, result: 'parked', reason: 'Refused', message };
    return update(of, { condition: notReady('Refused', message) }, outcome);
  }
  if (inGroup && progress.step === 'accepted') {
    const condition = verdict.result === 'removal' ? releasing() : changePending(work.zone.name);
    const next = { condition, ...appliedBy(of), pendingChange: progress.changeId };
    return update(of, next, { key, result: 'pending', atMs: now + untilInSync });
  }
  if (verdict.result === 'moving') return { actions: [], items: [], outcome: { key, result: 'done' } };
  if (verdict.result === 'skipped') {
    const { reason = 'InternalError', message } = verdict;
    return update(of, { condition: notReady(reason, message) }, outcomeOfSkip(key, { reason, message }));
  }
  return reportStanding(of);
}

/** Equal or gone: ready once the change that made it so is everywhere. */
function reportStanding(of: SiteResult): SiteReport {
  const { result, rows, verdict, work, statuses } = of;
  const { lane } = rows;
  const now = work.drain.now();
  const key = result.rows.name;
  const removal = verdict.result === 'gone';
  const waiting = removal ? releasing() : changePending(work.zone.name);
  if (result.progress.step === 'settled' && result.progress.presumed) {
    const next = { condition: waiting, ...appliedBy(of), presumedInSyncAtMs: now + presumeMs };
    return update(of, next, { key, result: 'pending', atMs: now + presumeMs });
  }
  const status = lane.pendingChange === undefined ? undefined : statuses.get(lane.pendingChange);
  if (status instanceof Error) {
    const [outcome] = outcomesOfError(status, [key], now) ?? [];
    return { actions: [], items: [], outcome: outcome ?? { key, result: 'retry', message: status.message } };
  }
  const presumedAt = lane.presumedInSyncAtMs ?? 0;
  if (status === 'PENDING' || (lane.pendingChange === undefined && presumedAt > now)) {
    return { actions: [], items: [], outcome: { key, result: 'pending', atMs: pollAt(lane, now) } };
  }
  return removal ? finalize(of) : update(of, { condition: inSync(), ...appliedBy(of) }, { key, result: 'done' });
}

/** From now on the site has records in the zone, and under which name they are marked. */
const appliedBy = ({
  verdict,
  rows: { site },
}: SiteResult): Pick<LaneRow, 'applied' | 'appliedResources'> | undefined =>
  verdict.site.role === 'wanted' ? { applied: true, appliedResources: [site.wish.resource] } : undefined;

/** A change may have been made, or not: the records carry one of these marks. */
function inDoubt({ result: { progress }, verdict, rows }: SiteResult): Pick<LaneRow, 'appliedResources'> | undefined {
  if (progress.step !== 'failed' || !progress.inDoubt || verdict.site.role !== 'wanted') return undefined;
  const { appliedResources = [] } = rows.lane;
  return { appliedResources: [...new Set([...appliedResources, rows.site.wish.resource])] };
}

type Next = Partial<Pick<LaneRow, 'applied' | 'appliedResources' | 'pendingChange' | 'presumedInSyncAtMs'>> & {
  readonly condition?: Parameters<typeof settleSince>[1];
};

/** Writes the lane row where it differs; a change of readiness wakes the lanes of zones that the site has left. */
function update({ work, rows }: SiteResult, next: Next, outcome: Outcome): SiteReport {
  const { lane, site } = rows;
  const { condition, ...progress } = next;
  const { pendingChange: _change, presumedInSyncAtMs: _presumed, ...kept } = lane;
  const before = lane.conditions.find(({ type }) => type === 'DnsReady');
  const dnsReady = condition === undefined ? undefined : settleSince(before, condition, work.drain.now());
  const dealtWith = { ...kept, generation: site.generation };
  const row: LaneRow = { ...(dnsReady === undefined ? lane : { ...dealtWith, conditions: [dnsReady] }), ...progress };
  if (sameValue(row, lane)) return { actions: [], items: [], outcome };
  const key = laneRowKey(lane.site, lane.lane);
  const left = dnsReady?.status === 'True' ? site.lanes.filter((name) => isOtherZone(name, lane.lane)) : [];
  const items = left.map((name) => itemFor(rows, { lane: name, key: site.host, dueMs: work.drain.now() }));
  return { actions: [put(key, row, 'present')], items, outcome };
}

const isOtherZone = (lane: string, own: string): boolean => lane.startsWith('dns:') && lane !== own;

/** Nothing of the site stands any more: its finalizer goes, unless the site has changed its mind meanwhile. */
function finalize({ work, rows, result }: SiteResult): SiteReport {
  const { site, lane } = rows;
  const item = { lane: claimsLane(site.cluster), key: hostItem(site.host), dueMs: work.drain.now() };
  return {
    actions: [
      remove(laneRowKey(lane.site, lane.lane), 'present'),
      check(siteKey(site), { generation: site.generation }),
    ],
    items: [itemFor(rows, item)],
    outcome: { key: result.rows.name, result: 'done' },
  };
}

function itemFor({ site, lane }: SiteRows, item: Pick<NewItem, 'lane' | 'key' | 'dueMs'>): NewItem {
  const key = laneRowKey(lane.site, lane.lane);
  return { ...item, row: `${key.pk}/${key.sk}`, generation: site.generation };
}
