import { RetryableError } from '#shared/errors/kinds.ts';
import { lostWhenUnfenced } from './lease.ts';
import { conflictTries } from './limits.ts';
import type { Action, Check, Table } from './table.ts';

/** A lane that is held; a Drain is one. */
export interface Fenced {
  readonly table: Table;
  readonly lane: string;
  readonly fence: Check;
}

/**
 * One transaction of up to 99 actions under the lease. One that meets another is tried again at once: that lasts a few
 * milliseconds (DynamoDB, API reference of TransactWriteItems, TransactionConflict).
 * @throws LeaseLostError when the lease is not ours any more; ConditionFailedError for another condition; RetryableError.
 */
export async function transactFenced({ table, lane, fence }: Fenced, actions: readonly Action[]): Promise<void> {
  if (actions.length === 0) return;
  for (let tries = 1; ; tries += 1) {
    try {
      return await lostWhenUnfenced(() => table.transact([fence, ...actions]), lane);
    } catch (error) {
      if (!(error instanceof RetryableError) || tries >= conflictTries) throw error;
    }
  }
}
