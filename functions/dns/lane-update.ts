import { settleSince } from '#shared/domain/condition.ts';
import type { ChangeStatus } from '#shared/domain/hosted-zone.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { hostItem } from '#shared/rows/claims-keys.ts';
import { isMonitorsLane } from '#shared/rows/monitor-lanes.ts';
import { type LaneRow, laneRowKey, siteKey } from '#shared/rows/site-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import type { Fact } from '#shared/runtime/facts.ts';
import { type Action, check, put, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import type { Verdict } from './plan/verdicts.ts';
import type { NameResult, SiteRows, ZoneWork } from './work.ts';

/** What of a change id is known in this drain; an error where asking failed. */
export type Statuses = ReadonlyMap<string, ChangeStatus | Error>;

export interface SiteReport {
  readonly actions: readonly Action[];
  readonly items: readonly NewItem[];
  readonly outcome: Outcome;
  /** People see the site otherwise than before. */
  readonly isNews?: boolean;
  /** What is to be told once it is written. */
  readonly fact?: Fact;
}

export interface SiteResult {
  readonly work: ZoneWork;
  readonly result: NameResult;
  readonly rows: SiteRows;
  readonly verdict: Verdict;
  readonly statuses: Statuses;
}

type Applied = 'applied' | 'appliedResources' | 'appliedOwners';
type Next = Partial<Pick<LaneRow, Applied | 'lostChange' | 'pendingChange' | 'presumedInSyncAtMs' | 'planned'>> & {
  readonly condition?: Parameters<typeof settleSince>[1];
};

/**
 * Writes the lane row where it differs; a change of readiness wakes the lanes of zones that the site has left, and that
 * nothing is made of what is to end wakes claims.
 */
export function update({ work, rows, verdict }: SiteResult, next: Next, outcome: Outcome): SiteReport {
  const { lane, site } = rows;
  const { condition, ...progress } = next;
  const { pendingChange: _change, presumedInSyncAtMs: _presumed, planned: _planned, frozen: _frozen, ...kept } = lane;
  const before = lane.conditions.find(({ type }) => type === 'DnsReady');
  const dnsReady = condition === undefined ? undefined : settleSince(before, condition, work.drain.now());
  const dealtWith = { ...kept, generation: site.generation };
  const row: LaneRow = { ...(dnsReady === undefined ? lane : { ...dealtWith, conditions: [dnsReady] }), ...progress };
  if (sameValue(row, lane)) return { actions: [], items: [], outcome };
  const key = laneRowKey(lane.site, lane.lane);
  const left = dnsReady?.status === 'True' ? site.lanes.filter((name) => isOtherZone(name, lane.lane)) : [];
  const isLeftAlone = dnsReady?.reason === 'Releasing' && verdict.site.ending === true;
  // Whoever watches waits for records that are everywhere.
  const isTurned = dnsReady !== undefined && dnsReady.status !== before?.status;
  const woken = [...left, ...(isTurned ? site.lanes.filter(isMonitorsLane) : [])];
  const items = [
    ...woken.map((name) => itemFor(rows, { lane: name, key: site.host, dueMs: work.drain.now() })),
    ...(isLeftAlone ? [claimsItem(rows, work)] : []),
  ];
  const isReadyNow = dnsReady?.status === 'True' && before?.status !== 'True';
  const fact = isReadyNow ? { fact: siteReady(rows, work) } : {};
  return { actions: [put(key, row, 'present')], items, outcome, isNews: isSeen(lane, row), ...fact };
}

function siteReady({ site }: SiteRows, { drain, zone }: ZoneWork): Fact {
  const { host, view, setIdentifier, cluster, wish } = site;
  return { type: 'SiteReady', host, view, setIdentifier, cluster, edge: wish.edge, zone: zone.name, atMs: drain.now() };
}

/**
 * A site that is held or waits keeps its status, and the change that it may still wait for: only what a person reads of it is written. The
 * wish is not dealt with, so the lane row keeps its generation.
 */
export function keepStatus({ work, rows: { lane }, verdict }: SiteResult, outcome: Outcome): SiteReport {
  const { reason = 'Held', message, planned = [] } = verdict;
  const before = lane.conditions.find(({ type }) => type === 'DnsReady');
  const next = { type: 'DnsReady', status: before?.status ?? 'False', reason, message } as const;
  const row: LaneRow = { ...lane, conditions: [settleSince(before, next, work.drain.now())], planned };
  const actions = sameValue(row, lane) ? [] : [put(laneRowKey(lane.site, lane.lane), row, 'present')];
  return { actions, items: [], outcome, isNews: isSeen(lane, row) };
}

/** What the status of a cluster shows of a lane row. */
const isSeen = (before: LaneRow, after: LaneRow): boolean =>
  !sameValue([before.generation, withoutSince(before)], [after.generation, withoutSince(after)]);
const withoutSince = ({ conditions }: LaneRow) => conditions.map(({ since: _since, ...said }) => said);

const isOtherZone = (lane: string, own: string): boolean => lane.startsWith('dns:') && lane !== own;

/** Nothing of the site stands any more: its finalizer goes, unless the site has changed its mind meanwhile. */
export function finalize({ work, rows, result }: SiteResult): SiteReport {
  const { site, lane } = rows;
  return {
    actions: [
      remove(laneRowKey(lane.site, lane.lane), 'present'),
      check(siteKey(site), { generation: site.generation }),
    ],
    items: [claimsItem(rows, work)],
    outcome: { key: result.rows.name, result: 'done' },
  };
}

const claimsItem = (rows: SiteRows, { drain }: ZoneWork): NewItem =>
  itemFor(rows, { lane: claimsLane(rows.site.cluster), key: hostItem(rows.site.host), dueMs: drain.now() });

function itemFor({ site, lane }: SiteRows, item: Pick<NewItem, 'lane' | 'key' | 'dueMs'>): NewItem {
  const key = laneRowKey(lane.site, lane.lane);
  return { ...item, row: `${key.pk}/${key.sk}`, generation: site.generation };
}
