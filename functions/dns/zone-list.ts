import { sameValue } from '#shared/domain/same-value.ts';
import { zoneItem } from '#shared/rows/claims-keys.ts';
import {
  claimsLane,
  dnsLane,
  type OwnedRow,
  ownedKey,
  ownedRows,
  type ZoneRow,
  zoneKey,
} from '#shared/rows/zone-rows.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { put, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { listZone } from './listing.ts';
import { ownedOf, type RecordIndex } from './plan/contents.ts';
import { hostText } from './plan/record-sets.ts';
import { refusedItems } from './refused-claims.ts';
import { nextScanMs } from './scan-time.ts';
import { compareWishes } from './wish-drift.ts';
import type { ZoneWork } from './work.ts';
import { chunkRows, type Part, packParts } from './writes.ts';

/**
 * Reads the whole zone and stores every record that carries a readable ownership; the flag that the zone is read comes
 * last, together with the items that wake the claims waiting for it.
 * @returns false when the time was up first: the next drain goes on.
 */
export async function readWholeZone(work: ZoneWork): Promise<boolean> {
  const index = await listZone(work);
  if (index === undefined || !(await storeOwned(work, index)) || !(await compareWishes(work, index))) return false;
  await storeFlag(work, nameServersIn(index, work));
  return true;
}

/**
 * Reads a zone again: what differs from the rows is written there, and the names concerned are looked at again.
 * Nothing is changed at the far side here.
 * @returns false when the time was up first: the next drain goes on.
 */
export async function compareWholeZone(work: ZoneWork): Promise<boolean> {
  const { drain, zone } = work;
  const index = await listZone(work);
  const source = { row: rowName(zone.id), generation: 0 };
  const wake = async (key: string): Promise<readonly NewItem[]> => [
    { ...source, lane: dnsLane(zone.id), key, dueMs: drain.now() },
    ...(await refusedItems(drain, key, source)),
  ];
  if (index === undefined || !(await storeOwned(work, index, wake)) || !(await compareWishes(work, index)))
    return false;
  const flag = await drain.table.get(zoneKey(zone.id));
  const nameServers = nameServersIn(index, work);
  const isNews = flag !== undefined && !sameValue(flag.nameServers, nameServers);
  if (isNews) await transactFenced(drain, [put(zoneKey(zone.id), { ...flag, nameServers }, 'present')]);
  return true;
}

const nameServersIn = (index: RecordIndex, { zone }: ZoneWork): readonly string[] =>
  (index.get(zone.name) ?? []).flatMap(({ type, values = [] }) => (type === 'NS' ? values.map(hostText) : [])).sort();

/** The items that wake a name go with the name's rows: once those are written nothing differs any more. */
async function storeOwned(
  { drain, zone, settings }: ZoneWork,
  index: RecordIndex,
  wake?: (name: string) => Promise<readonly NewItem[]>,
): Promise<boolean> {
  const rows: readonly OwnedRow[] = ownedOf(index, settings).map((owned) => ({ zone: zone.id, ...owned }));
  const found = new Map(rows.map((row) => [ownedKey(zone.id, row.record).sk, row]));
  const stored = await drain.table.query(ownedRows(zone.id));
  const before = new Map(stored.map(({ key, row }) => [key.sk, row]));
  const gone = stored.filter(({ key }) => !found.has(key.sk));
  const fresh = [...found].filter(([sk, row]) => !sameValue(before.get(sk), row)).map(([, row]) => row);
  const changes = [
    ...gone.map(({ key, row }) => ({ name: row.record.name, action: remove(key) })),
    ...fresh.map((row) => ({ name: row.record.name, action: put(ownedKey(zone.id, row.record), row) })),
  ];
  const parts: Part[] = [];
  for (const [name, all] of Map.groupBy(changes, (change) => change.name)) {
    const items = wake === undefined ? [] : await drain.enqueue(await wake(name));
    parts.push({ name, actions: [...items, ...all.map(({ action }) => action)] });
  }
  for (const bin of packParts(parts)) {
    if (!drain.hasTime()) return false;
    const actions = bin.flatMap((part) => part.actions);
    for (const chunk of chunkRows(actions)) await transactFenced(drain, chunk);
  }
  return true;
}

/**
 * With more clusters than one transaction holds, the first ones are woken shortly after the flag instead of with it. From
 * now on the zone is compared daily.
 */
async function storeFlag({ drain, zone }: ZoneWork, nameServers: readonly string[]): Promise<void> {
  const flag: ZoneRow = {
    zone: zone.id,
    incarnation: drain.incarnation,
    readAtMs: drain.now(),
    nameServers,
  };
  const source = { row: rowName(zone.id), generation: 0 };
  const scan = { ...source, lane: dnsLane(zone.id), key: zoneItem(zone.id), dueMs: nextScanMs(zone.id, drain.now()) };
  const items: NewItem[] = drain.configuration.document.clusters.map(({ name }) => {
    return { ...source, lane: claimsLane(name), key: zoneItem(zone.id), dueMs: drain.now() };
  });
  const [last = [], ...earlier] = chunkRows(items).toReversed();
  for (const chunk of earlier) {
    const later = chunk.map((item) => ({ ...item, dueMs: item.dueMs + 5000 }));
    await transactFenced(drain, await drain.enqueue(later));
  }
  await transactFenced(drain, [...(await drain.enqueue([...last, scan])), put(zoneKey(zone.id), flag)]);
}

const rowName = (zoneId: string): string => `${zoneKey(zoneId).pk}/${zoneKey(zoneId).sk}`;
