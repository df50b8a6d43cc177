import { setImmediate } from 'node:timers/promises';
import { RetryableError } from '../../shared/errors/kinds.ts';
import type { Table } from '../../shared/runtime/table.ts';

/**
 * Cancels a transaction that meets another one on a row, be it in a check only, as DynamoDB does (API reference of
 * TransactWriteItems, TransactionConflict); each takes some turns of the event loop. `met`: `pk sk` of the rows so met.
 */
export function conflictingTable(table: Table): { readonly table: Table; readonly met: readonly string[] } {
  const busy = new Set<string>();
  const met: string[] = [];
  return {
    met,
    table: {
      ...table,
      async transact(actions) {
        const names = actions.map(({ key }) => `${key.pk} ${key.sk}`);
        const meeting = names.filter((name) => busy.has(name));
        met.push(...meeting);
        if (meeting.length > 0) {
          await setImmediate();
          throw new RetryableError('another transaction was on the same rows');
        }
        for (const name of names) busy.add(name);
        try {
          await setImmediate();
          await table.transact(actions);
        } finally {
          for (const name of names) busy.delete(name);
        }
      },
    },
  };
}
