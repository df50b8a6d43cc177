import type { Action, Condition, RowKey } from './table.ts';

/** What one transaction may hold (Amazon DynamoDB, API reference of TransactWriteItems). */
export const actionsPerTransaction = 100;
/** What one row may weigh, names and values together (Amazon DynamoDB, "Service, account, and table quotas"). */
const rowLimitBytes = 400 * 1024;
/** What all rows of one transaction may weigh together (API reference of TransactWriteItems: 4 MB). */
const transactionLimitBytes = 4 * 1024 * 1024;
/** Lengths of a partition key and a sort key (Amazon DynamoDB, "Service, account, and table quotas"). */
const partitionKeyLimitBytes = 2048;
export const sortKeyLimitBytes = 1024;

/**
 * Refuses what no table of ours could store, so that a fault shows with every adapter and not on AWS only.
 * @throws RangeError
 */
export function checkActions(actions: readonly Action[]): void {
  if (actions.length > actionsPerTransaction) {
    throw new RangeError(`${actions.length} actions in one transaction, at most ${actionsPerTransaction} are possible`);
  }
  const seen = new Set<string>();
  let bytes = 0;
  for (const action of actions) {
    const name = checkKey(action.key);
    if (seen.has(name)) throw new RangeError(`two actions on the row ${name} in one transaction`);
    seen.add(name);
    if (typeof action.when === 'object' && Object.keys(action.when).length === 0) {
      throw new RangeError(`the condition on the row ${name} says nothing`);
    }
    if (action.action === 'put') bytes += checkRow(name, action.row);
  }
  if (bytes > transactionLimitBytes) throw new RangeError(`a transaction of ${bytes} bytes, 4 MB are possible`);
}

/** Whether a row as it stands, undefined where there is none, fulfils a condition. */
export function holds(condition: Condition, row: unknown): boolean {
  if (condition === 'absent') return row === undefined;
  if (condition === 'present') return row !== undefined;
  const fields = new Map(typeof row === 'object' && row !== null ? Object.entries(row) : []);
  return Object.entries(condition).every(([field, value]) => fields.get(field) === value);
}

/** @throws RangeError on a key that DynamoDB would refuse; returns the row's name for messages. */
export function checkKey(key: RowKey<unknown>): string {
  const name = JSON.stringify([key.pk, key.sk]);
  const pkBytes = Buffer.byteLength(key.pk);
  const skBytes = Buffer.byteLength(key.sk);
  if (pkBytes < 1 || pkBytes > partitionKeyLimitBytes || skBytes < 1 || skBytes > sortKeyLimitBytes) {
    throw new RangeError(`the key ${name} is empty or too long`);
  }
  return name;
}

function checkRow(name: string, row: object): number {
  const bytes = Buffer.byteLength(JSON.stringify(row, refuseNoNumber));
  if (bytes > rowLimitBytes) throw new RangeError(`the row ${name} has ${bytes} bytes, at most 400 KB are possible`);
  return bytes;
}

/** JSON would turn them into null, DynamoDB refuses them. */
function refuseNoNumber(field: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${field} is ${value}, no number`);
  return value;
}
