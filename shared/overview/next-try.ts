import { laneStateKey } from '#shared/runtime/lanes.ts';
import { type ParkedRow, parkedKey } from '#shared/runtime/parked-row.ts';
import type { Table } from '#shared/runtime/table.ts';
import { itemPartition, itemPartitions } from '#shared/runtime/work-item.ts';
import { isoOf } from './safety.ts';

/** When a key of a lane is looked at next, and what holds that up. */
export interface NextTry {
  /** ISO 8601 UTC; absent where no work item asks for it. */
  readonly nextTry?: string;
  readonly attempts: number;
  readonly pausedUntil?: string;
  readonly parked?: ParkedRow;
}

/** Reads all items of the lane: for the question of one person, not for a loop. */
export async function readNextTry(
  table: Table,
  lane: string,
  { key, nowMs }: { readonly key: string; readonly nowMs: number },
): Promise<NextTry> {
  const numbers = Array.from({ length: itemPartitions }, (_, number) => number);
  const [parts, parked, state] = await Promise.all([
    Promise.all(numbers.map((number) => table.query(itemPartition(lane, number)))),
    table.get(parkedKey(lane, key)),
    table.get(laneStateKey(lane)),
  ]);
  const items = parts
    .flat()
    .map(({ row }) => row)
    .filter((item) => item.key === key);
  const pausedMs = state?.notBeforeMs ?? 0;
  return {
    ...(items.length === 0 ? {} : { nextTry: isoOf(Math.min(...items.map(({ dueMs }) => dueMs))) }),
    attempts: items.reduce((most, { attempt }) => Math.max(most, attempt), 0),
    ...(pausedMs > nowMs ? { pausedUntil: isoOf(pausedMs) } : {}),
    ...(parked === undefined ? {} : { parked }),
  };
}
