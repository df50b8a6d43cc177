import { settleSince } from '#shared/domain/condition.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { zoneItem } from '#shared/rows/claims-keys.ts';
import { recordWishes, recordWishPrefix } from '#shared/rows/record-wishes.ts';
import { type LaneRow, lanePrefix, laneRowKey, laneRowsOf, siteKey } from '#shared/rows/site-rows.ts';
import { hostStatusKey, statusItem } from '#shared/rows/status-keys.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import type { Drain, Outcome } from '#shared/runtime/capability.ts';
import { type Action, put } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { nextScanMs } from './scan-time.ts';
import { outcomeActions } from './wish-report.ts';
import { type Part, writeTogether } from './writes.ts';

export interface Frozen {
  readonly reason: 'NoZone' | 'GivenBack';
  readonly message: string;
}

export const notConfigured = (lane: string): Frozen => ({
  reason: 'NoZone',
  message: `the zone of ${lane} is not in the configuration: its records stay as they are; add it again`,
});

/** A zone that nothing is written to: its records stay as they are, and every site that has one there says so. */
export async function freeze(drain: Drain, { reason, message }: Frozen): Promise<readonly Outcome[]> {
  const zoneId = drain.lane.slice(dnsLane('').length);
  const scan = zoneItem(zoneId);
  const parts: Part[] = [];
  for (const { key } of drain.keys.filter((due) => due.key !== scan)) {
    const freezeName = key.startsWith('_') ? wishActions : siteActions;
    parts.push({ name: key, actions: await freezeName(drain, key, { reason, message }) });
  }
  const failed = await writeTogether(drain, parts);
  return drain.keys.map(({ key }): Outcome => {
    // When the zone is back, so is its daily scan.
    if (key === scan) return { key, result: 'pending', atMs: nextScanMs(zoneId, drain.now()) };
    if (failed.has(key)) return { key, result: 'retry', message: 'its rows changed while they were written' };
    return { key, result: 'parked', reason, message };
  });
}

async function siteActions(drain: Drain, host: string, frozen: Frozen): Promise<readonly Action[]> {
  const rows = await readLaneRows(drain, host);
  const changed = rows.map((row) => ({ row, next: frozenRow(row, frozen, drain.now()) }));
  const actions = changed
    .filter(({ row, next }) => !sameValue(row, next))
    .map(({ next }) => put(laneRowKey(next.site, next.lane), next, 'present'));
  const items = actions.length === 0 ? [] : await statusItems(drain, host, rows);
  return [...actions, ...(await drain.enqueue(items))];
}

/** A record that stands goes on standing; whoever waits for one is told. */
async function wishActions(drain: Drain, name: string, frozen: Frozen): Promise<readonly Action[]> {
  const wishes = recordWishes(drain.lane.slice(dnsLane('').length));
  const rows = await drain.table.query(wishes, { prefix: recordWishPrefix(name) });
  const waiting = rows.filter(({ row: { outcome } }) => outcome?.state !== 'standing');
  const told = waiting.map(({ row }) =>
    outcomeActions(row, { ...row, said: { state: 'hindered', ...frozen } }, drain.now()),
  );
  const items = await drain.enqueue(told.flatMap((each) => each.items));
  return [...told.flatMap(({ actions }) => actions), ...items];
}

async function statusItems(drain: Drain, host: string, rows: readonly LaneRow[]): Promise<readonly NewItem[]> {
  const sites = await drain.table.getMany(rows.map(({ site }) => siteKey(site)));
  const clusters = new Set(sites.flatMap((site) => site?.cluster ?? []));
  const by = { row: `${drain.lane}/${host}`, generation: drain.now(), nowMs: drain.now() };
  return [...clusters].map((cluster) => statusItem(cluster, hostStatusKey(host), by));
}

/** Nobody knows the view of the zone any more. */
async function readLaneRows({ table, lane }: Drain, host: string): Promise<readonly LaneRow[]> {
  const views = ['public', 'private'] as const;
  const rows = await Promise.all(views.map((view) => table.query(laneRowsOf(host, view), { prefix: lanePrefix })));
  return rows.flat().flatMap(({ row }) => (row.lane === lane ? [row] : []));
}

function frozenRow(row: LaneRow, { reason, message }: Frozen, nowMs: number): LaneRow {
  const before = row.conditions.find(({ type }) => type === 'DnsReady');
  const next = { type: 'DnsReady', status: before?.status ?? 'Unknown', reason, message } as const;
  return { ...row, conditions: [settleSince(before, next, nowMs)], frozen: true };
}
