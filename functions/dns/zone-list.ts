import type { ListStart, RecordSetPage } from '#shared/domain/hosted-zone.ts';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
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
import { type Action, put, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { ownedOf } from './plan/contents.ts';
import { listPage } from './reading.ts';
import type { ZoneWork } from './work.ts';
import { chunkRows } from './writes.ts';

/**
 * Reads the whole zone and stores every record that carries a readable ownership; the flag that the zone is read comes
 * last, together with the items that wake the claims waiting for it.
 */
export async function readWholeZone(work: ZoneWork): Promise<void> {
  await storeOwned(work, await listZone(work));
  await storeFlag(work);
}

/**
 * Reads a zone again: what differs from the rows is written there, and the names concerned are looked at again.
 * Nothing is changed at the far side here.
 */
export async function compareWholeZone(work: ZoneWork): Promise<void> {
  const changed = await storeOwned(work, await listZone(work));
  const { drain, zone } = work;
  const lane = dnsLane(zone.id);
  const items: NewItem[] = changed.map((key) => {
    return { lane, key, row: rowName(zone.id), generation: 0, dueMs: drain.now() };
  });
  for (const chunk of chunkRows(await drain.enqueue(items))) await transactFenced(drain, chunk);
}

async function listZone(work: ZoneWork): Promise<ReadonlyMap<string, readonly ObservedRecordSet[]>> {
  const index = new Map<string, ObservedRecordSet[]>();
  let next: ListStart | undefined;
  do {
    const page: RecordSetPage = await listPage(work, next);
    for (const set of page.recordSets) {
      const sets = index.get(set.name);
      if (sets === undefined) index.set(set.name, [set]);
      else sets.push(set);
    }
    next = page.next;
  } while (next !== undefined);
  return index;
}

/** Says at which names the rows differed. */
async function storeOwned(
  { drain, zone, settings }: ZoneWork,
  index: ReadonlyMap<string, readonly ObservedRecordSet[]>,
): Promise<readonly string[]> {
  const rows: readonly OwnedRow[] = ownedOf(index, settings).map((owned) => ({ zone: zone.id, ...owned }));
  const found = new Map(rows.map((row) => [ownedKey(zone.id, row.record).sk, row]));
  const stored = await drain.table.query(ownedRows(zone.id));
  const before = new Map(stored.map(({ key, row }) => [key.sk, row]));
  const gone = stored.filter(({ key }) => !found.has(key.sk));
  const fresh = [...found].filter(([sk, row]) => !sameValue(before.get(sk), row)).map(([, row]) => row);
  const actions: Action[] = [
    ...gone.map(({ key }) => remove(key)),
    ...fresh.map((row) => put(ownedKey(zone.id, row.record), row)),
  ];
  for (const chunk of chunkRows(actions)) await transactFenced(drain, chunk);
  return [...new Set([...gone.map(({ row }) => row), ...fresh].map(({ record }) => record.name))];
}

/**
 * With more clusters than one transaction holds, the first ones are woken shortly after the flag instead of with it.
 */
async function storeFlag({ drain, zone }: ZoneWork): Promise<void> {
  const flag: ZoneRow = {
    zone: zone.id,
    incarnation: drain.incarnation,
    readAtMs: drain.now(),
  };
  const items: NewItem[] = drain.configuration.document.clusters.map(({ name }) => {
    return { lane: claimsLane(name), key: zoneItem(zone.id), row: rowName(zone.id), generation: 0, dueMs: drain.now() };
  });
  const [last = [], ...earlier] = chunkRows(items).toReversed();
  for (const chunk of earlier) {
    const later = chunk.map((item) => ({ ...item, dueMs: item.dueMs + 5000 }));
    await transactFenced(drain, await drain.enqueue(later));
  }
  await transactFenced(drain, [...(await drain.enqueue(last)), put(zoneKey(zone.id), flag)]);
}

const rowName = (zoneId: string): string => `${zoneKey(zoneId).pk}/${zoneKey(zoneId).sk}`;
