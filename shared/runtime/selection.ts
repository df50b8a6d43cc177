import type { DueKey } from './capability.ts';
import { type CrashState, isPoison } from './crash.ts';
import type { LaneState } from './lanes.ts';
import { itemsPerDrain } from './limits.ts';
import type { ParkedRow } from './parked-row.ts';
import type { Table } from './table.ts';
import { dueUpTo, itemPartition, itemPartitions, type WorkItem } from './work-item.ts';

/** A due key with the items that make it due, and its parked row where there is one. */
export interface TakenKey extends DueKey {
  readonly items: readonly WorkItem[];
  readonly parked?: ParkedRow;
}

export interface Selection {
  readonly take: readonly TakenKey[];
  /** Crashed alone too often: to be parked, not to be tried. */
  readonly poison?: TakenKey;
}

/** The due items of a lane, over all its partitions, the longest due first. */
export async function readDueItems(table: Table, lane: string, nowMs: number): Promise<readonly WorkItem[]> {
  const parts = await readPartitions(table, lane, { to: dueUpTo(nowMs), limit: itemsPerDrain });
  return parts.slice(0, itemsPerDrain);
}

/** The first item of a lane, whether due yet or not. */
export async function readFirstItem(table: Table, lane: string): Promise<WorkItem | undefined> {
  const [first] = await readPartitions(table, lane, { limit: 1 });
  return first;
}

export async function readPartitions(
  table: Table,
  lane: string,
  range: { readonly to?: string; readonly limit: number },
): Promise<WorkItem[]> {
  const numbers = Array.from({ length: itemPartitions }, (_, number) => number);
  const parts = await Promise.all(numbers.map((number) => table.query(itemPartition(lane, number), range)));
  return parts
    .flat()
    .map((entry) => entry.row)
    .sort((left, right) => left.dueMs - right.dueMs || (left.key < right.key ? -1 : Number(left.key > right.key)));
}

/** Decides what a drain takes: everything, a part after a crash, or one key that must be alone. */
export function select(
  due: readonly WorkItem[],
  parked: ReadonlyMap<string, ParkedRow>,
  state: Pick<LaneState, keyof CrashState>,
): Selection {
  const groups = groupByKey(due, parked);
  const suspect = state.alone && groups.find((group) => group.key === state.alone?.key);
  if (isPoison(state.alone)) {
    const others = groups.filter((group) => group !== suspect);
    return { ...(suspect ? { poison: suspect } : {}), take: cut(others, state) };
  }
  if (suspect && (state.alone?.crashes ?? 0) > 0) return { take: [suspect] };
  return { take: cut(groups, state) };
}

function cut(groups: readonly TakenKey[], state: Pick<LaneState, keyof CrashState>): readonly TakenKey[] {
  const [first] = groups;
  if (first?.parked?.alone) return [first];
  return groups.filter((group) => !group.parked?.alone).slice(0, state.slow?.take ?? groups.length);
}

function groupByKey(due: readonly WorkItem[], parked: ReadonlyMap<string, ParkedRow>): readonly TakenKey[] {
  const groups = new Map<string, WorkItem[]>();
  for (const item of due) {
    const group = groups.get(item.key);
    if (group === undefined) groups.set(item.key, [item]);
    else group.push(item);
  }
  return [...groups].map(([key, items]) => {
    const row = parked.get(key);
    return {
      key,
      items,
      attempt: Math.min(...items.map((item) => item.attempt)),
      firstDueMs: Math.min(...items.map((item) => item.firstDueMs)),
      ...(row === undefined ? {} : { parked: row }),
    };
  });
}
