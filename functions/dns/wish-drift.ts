import type { ObservedRecordSet } from '#shared/domain/record.ts';
import { type RecordWishRow, recordWishes, recordWishKey, recordWishRowName } from '#shared/rows/record-wishes.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import { put } from '#shared/runtime/table.ts';
import type { RecordIndex } from './plan/contents.ts';
import { isExactly, isFulfilledBy } from './plan/record-wishes.ts';
import { recordOf } from './wished-name.ts';
import type { ZoneWork } from './work.ts';
import { type Part, writeTogether } from './writes.ts';

/**
 * Compares what other capabilities wish for with a full list of the zone: where a row says otherwise its outcome is
 * forgotten, and the name looked at again.
 * @returns false when the time was up first: the next drain goes on.
 */
export async function compareWishes({ drain, zone }: ZoneWork, index: RecordIndex): Promise<boolean> {
  const rows = (await drain.table.query(recordWishes(zone.id))).map(({ row }) => row);
  const parts: Part[] = [];
  for (const row of rows.filter((each) => isBelieved(each) !== isThere(each, index))) {
    const { wish, generation } = row;
    const name = recordWishRowName(wish);
    const source = { row: name, generation: drain.now() };
    const items = await drain.enqueue([{ ...source, lane: dnsLane(zone.id), key: wish.name, dueMs: drain.now() }]);
    const rest = put(recordWishKey(wish), forgotten(row, index), { generation });
    parts.push({ name, actions: [...items, rest] });
  }
  if (!drain.hasTime()) return false;
  // What was wished otherwise meanwhile is looked at anyway.
  await writeTogether(drain, parts);
  return true;
}

const isBelieved = ({ outcome }: RecordWishRow): boolean =>
  outcome?.state === 'standing' || outcome?.state === 'pending';

const setsAt = ({ wish }: RecordWishRow, index: RecordIndex): readonly ObservedRecordSet[] =>
  index.get(wish.name) ?? [];

const isThere = (row: RecordWishRow, index: RecordIndex): boolean =>
  setsAt(row, index).some((set) => isFulfilledBy({ record: recordOf(row.wish) }, set));

function forgotten(row: RecordWishRow, index: RecordIndex): RecordWishRow {
  const { outcome: _outcome, applied, ...kept } = row;
  const stands = applied !== undefined && setsAt(row, index).some((set) => isExactly(set, applied));
  return { ...kept, ...(stands ? { applied } : {}) };
}
