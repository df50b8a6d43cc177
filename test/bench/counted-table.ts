import type { SqliteTable } from '#shared/adapters/table-sqlite.ts';
import type { Action } from '#shared/runtime/table.ts';

/** Request units as DynamoDB counts them (Developer Guide, "DynamoDB on-demand capacity mode"). */
export interface Units {
  read: number;
  write: number;
}

const readUnitBytes = 4 * 1024;
const writeUnitBytes = 1024;
/** Every write of ours is part of a transaction, which costs twice ("Managing complex workflows with transactions"). */
const transactionFactor = 2;

/** The same table, counting what each call would cost on DynamoDB: strongly consistent reads, transactional writes. */
export function countedTable(table: SqliteTable, units: Units): SqliteTable {
  const read = (rows: readonly unknown[]): void => {
    units.read += Math.max(1, Math.ceil(rows.reduce<number>((sum, row) => sum + bytesOf(row), 0) / readUnitBytes));
  };
  return {
    ...table,
    async get(key) {
      const row = await table.get(key);
      read([row]);
      return row;
    },
    async getMany(keys) {
      const rows = await table.getMany(keys);
      for (const row of rows) read([row]);
      return rows;
    },
    async query(partition, range) {
      const entries = await table.query(partition, range);
      read(entries.map(({ row }) => row));
      return entries;
    },
    async transact(actions) {
      units.write += actions.reduce((sum, action) => sum + unitsOf(action), 0);
      return table.transact(actions);
    },
  };
}

/** A check or a delete weighs what stands there, which is small as a rule. */
function unitsOf(action: Action): number {
  const bytes = action.action === 'put' ? bytesOf(action.row) : 1;
  return transactionFactor * Math.max(1, Math.ceil(bytes / writeUnitBytes));
}

/** Names and values, and the keys beside them, about. */
const bytesOf = (row: unknown): number => (row === undefined ? 1 : JSON.stringify(row).length + 100);
