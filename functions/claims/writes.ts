import { ConditionFailedError, RetryableError } from '#shared/errors/kinds.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import type { Action } from '#shared/runtime/table.ts';

/** Actions beside the fence (Amazon DynamoDB, API reference of TransactWriteItems: 100 actions, 4 MB). */
export const actionsLimit = 99;
const bytesLimit = 3_000_000;

/**
 * One of many transactions in flight. DynamoDB cancels transactions that meet on a row, be it in a check only (API
 * reference of TransactWriteItems, TransactionConflict), so the lease is asked for before instead of checked within: no
 * call outlives it (limits.ts), and the versions of the rows guard what they hold.
 * @throws LeaseLostError when the lease is not ours any more; ConditionFailedError
 */
export async function commitAmongOthers(drain: Drain, actions: readonly Action[]): Promise<void> {
  await drain.assertHeld();
  await drain.table.transact(actions);
}

/** As many transactions as it takes, one after the other, each under the lease. */
export const commitAll = (drain: Drain, actions: readonly Action[]): Promise<void> =>
  commitGroups(
    drain,
    actions.map((action) => [action]),
  );

/** The same for actions of which some belong together: those of a group are never in two transactions. */
export async function commitGroups(drain: Drain, groups: readonly (readonly Action[])[]): Promise<void> {
  for (const part of partsOf(groups)) await transactFenced(drain, part);
}

function partsOf(groups: readonly (readonly Action[])[]): readonly (readonly Action[])[] {
  const parts: Action[][] = [];
  let bytes = 0;
  for (const group of groups) {
    const size = bytesOf(group);
    const last = parts.at(-1);
    if (last === undefined || last.length + group.length > actionsLimit || bytes + size > bytesLimit) {
      parts.push([...group]);
      bytes = size;
    } else {
      last.push(...group);
      bytes += size;
    }
  }
  return parts;
}

const bytesOf = (actions: readonly Action[]): number =>
  actions.reduce(
    (bytes, action) => bytes + (action.action === 'put' ? Buffer.byteLength(JSON.stringify(action.row)) : 0),
    0,
  );

const tries = 5;

/**
 * Reads, decides and writes again while others change the same rows.
 * @throws RetryableError when that does not end.
 */
export async function untilUndisturbed<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let left = tries; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      const disturbed = error instanceof ConditionFailedError || error instanceof RetryableError;
      if (!disturbed) throw error;
      if (left <= 1) throw new RetryableError('others keep changing the same rows', { cause: error });
    }
  }
}

/** Runs over all items, a limited number at a time. */
export async function forEachOf<Item>(
  items: readonly Item[],
  atOnce: number,
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
