import { createHash } from 'node:crypto';
import { type Action, type Partition, put, type RowKey } from './table.ts';

/** An immutable note "look at `key` in `lane`, not before `dueMs`"; written in the same transaction as the row that wants it. */
export interface WorkItem {
  readonly lane: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly dueMs: number;
  /** When it was first due, over all its successors: the age that the alarm watches. */
  readonly firstDueMs: number;
  /** The row that wrote it (its `pk/sk`), and that row's generation then. */
  readonly row: string;
  readonly generation: number;
  readonly attempt: number;
}

/** DynamoDB gives one partition 1,000 writes a second, so a lane's items lie in four (AWS, "Partitions and data distribution"). */
export const itemPartitions = 4;

const partitionOf = (key: string): number => (createHash('sha256').update(key).digest()[0] ?? 0) % itemPartitions;
const fixedWidth = (ms: number): string => String(Math.max(0, Math.trunc(ms))).padStart(13, '0');

export const itemPartition = (lane: string, partition: number): Partition<WorkItem> => ({
  pk: `item#${lane}#${partition}`,
});

export function itemKey(item: WorkItem): RowKey<WorkItem> {
  const named = `${escaped(item.key)}#${escaped(item.row)}`;
  const fits = Buffer.byteLength(named) <= namedLimitBytes;
  const sk = [fixedWidth(item.dueMs), fits ? named : hashed(named), item.generation, item.attempt].join('#');
  return { pk: itemPartition(item.lane, partitionOf(item.key)).pk, sk };
}

/** A sort key has 1,024 bytes; due time, generation and attempt leave this much. A longer name is replaced by its hash. */
const namedLimitBytes = 960;
/** Keeps the parts of a sort key apart, so that no two items are one row. */
const escaped = (part: string): string => part.replaceAll('%', '%25').replaceAll('#', '%23');
const hashed = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Sort-key bound up to which items are due at `nowMs`, inclusive. */
export const dueUpTo = (nowMs: number): string => `${fixedWidth(nowMs)}#\u{10ffff}`;

/** A wish; `generation` rises with each write of the row, so that a wish made while a drain runs is an item of its own. */
export type NewItem = Pick<WorkItem, 'lane' | 'key' | 'row' | 'generation'> & { readonly dueMs: number };

/** The action that enqueues a new wish: attempt 0, no backoff. The lane must be registered (see `lanes.ts`). */
export function enqueue(item: NewItem): Action {
  const whole: WorkItem = { ...item, firstDueMs: item.dueMs, attempt: 0 };
  return put(itemKey(whole), whole);
}
