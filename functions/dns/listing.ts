import type { ListStart } from '#shared/domain/hosted-zone.ts';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { LeaseLostError } from '#shared/errors/kinds.ts';
import { type ListedRow, listedKey, listedRows } from '#shared/rows/zone-rows.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { put, remove } from '#shared/runtime/table.ts';
import type { RecordIndex } from './plan/contents.ts';
import { parseOwnership } from './plan/ownership-text.ts';
import { isManagedType } from './plan/record-sets.ts';
import { listPage } from './reading.ts';
import type { ZoneWork } from './work.ts';
import { chunkRows } from './writes.ts';

/**
 * All record sets of a zone that ownership is read from, and its name servers. A list that takes longer than one drain, or is throttled, is
 * kept as far as it came and gone on with by the next one; what drains write meanwhile it may not know, which is found
 * out as soon as anything is tried on it.
 * @returns undefined when the time was up first.
 */
export async function listZone(work: ZoneWork): Promise<RecordIndex | undefined> {
  const kept = await readKept(work);
  const found: ObservedRecordSet[] = [];
  let next: ListStart | undefined = kept.next;
  let isOver = false;
  try {
    while (!isOver && work.drain.hasTime()) {
      const page = await listPage(work, next);
      for (const set of page.recordSets) if (bearsOwnership(set) || isOwnServers(set, work)) found.push(set);
      next = page.next;
      isOver = next === undefined;
    }
  } catch (error) {
    if (!(error instanceof LeaseLostError) && next !== undefined) await keep(work, kept, { sets: found, next });
    throw error;
  }
  if (!isOver) {
    if (next !== undefined) await keep(work, kept, { sets: found, next });
    return undefined;
  }
  await forget(work, kept.parts);
  return Map.groupBy([...kept.sets, ...found], ({ name }) => name);
}

const bearsOwnership = ({ type, values = [] }: ObservedRecordSet): boolean =>
  isManagedType(type) || (type === 'TXT' && parseOwnership(values[0] ?? '') !== undefined);

const isOwnServers = ({ type, name }: ObservedRecordSet, { zone }: ZoneWork): boolean =>
  type === 'NS' && name === zone.name;

interface Kept {
  readonly sets: readonly ObservedRecordSet[];
  readonly next?: ListStart;
  readonly parts: number;
  readonly beganMs: number;
}

/** What is older says too little of how the zone is now. */
const keptMs = 3_600_000;
/** A row takes 400 KB (Amazon DynamoDB, "Quotas"). */
const partBytes = 300_000;

async function readKept(work: ZoneWork): Promise<Kept> {
  const { drain, zone } = work;
  const rows = (await drain.table.query(listedRows(zone.id))).map(({ row }) => row);
  const nowMs = drain.now();
  const isOfUse = rows.every((row) => row.incarnation === drain.incarnation && row.beganMs > nowMs - keptMs);
  const last = rows.at(-1);
  if (last !== undefined && isOfUse) {
    const sets = rows.flatMap((row) => row.sets);
    return { sets, next: last.next, parts: rows.length, beganMs: last.beganMs };
  }
  await forget(work, rows.length);
  return { sets: [], parts: 0, beganMs: nowMs };
}

async function keep({ drain, zone }: ZoneWork, kept: Kept, found: Pick<ListedRow, 'sets' | 'next'>): Promise<void> {
  if (sameValue(found.next, kept.next)) return;
  const { incarnation } = drain;
  for (const [index, sets] of partsOf(found.sets).entries()) {
    const row: ListedRow = { incarnation, beganMs: kept.beganMs, sets, next: found.next };
    await transactFenced(drain, [put(listedKey(zone.id, kept.parts + index), row)]);
  }
}

function partsOf(sets: readonly ObservedRecordSet[]): readonly (readonly ObservedRecordSet[])[] {
  const parts: ObservedRecordSet[][] = [[]];
  let bytes = 0;
  for (const set of sets) {
    const size = Buffer.byteLength(JSON.stringify(set));
    if (bytes + size > partBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(set);
    bytes += size;
  }
  return parts;
}

async function forget({ drain, zone }: ZoneWork, parts: number): Promise<void> {
  const actions = Array.from({ length: parts }, (_, part) => remove(listedKey(zone.id, part)));
  for (const chunk of chunkRows(actions)) await transactFenced(drain, chunk);
}
