import type { SqliteTable } from '../../shared/adapters/table-sqlite.ts';
import type { Action, Put } from '../../shared/runtime/table.ts';
import { objectTable } from './object-table.ts';

/** All rows at one moment. */
export type Snapshot = ReadonlyMap<string, Put>;

export interface RestorableTable extends SqliteTable {
  snapshot(): Snapshot;
  /** The rows of a snapshot in a table of a new life, as after a point-in-time restore under the old name. */
  restore(snapshot: Snapshot): Promise<void>;
  /** A new table without a single row. */
  lose(): Promise<void>;
}

const together = 100;

export function restorableTable(): RestorableTable {
  let life = 1;
  let table = objectTable('life-1');
  const rows = new Map<string, Put>();
  const note = (action: Action): void => {
    const name = JSON.stringify([action.key.pk, action.key.sk]);
    if (action.action === 'put') rows.set(name, { action: 'put', key: action.key, row: action.row });
    if (action.action === 'delete') rows.delete(name);
  };
  const transact = async (actions: readonly Action[]): Promise<void> => {
    await table.transact(actions);
    for (const action of actions) note(action);
  };
  const restore = async (snapshot: Snapshot): Promise<void> => {
    life += 1;
    table = objectTable(`life-${life}`);
    rows.clear();
    const puts = [...snapshot.values()];
    for (let at = 0; at < puts.length; at += together) await transact(puts.slice(at, at + together));
  };
  return {
    get: (key) => table.get(key),
    getMany: (keys) => table.getMany(keys),
    query: (partition, range) => table.query(partition, range),
    transact,
    incarnation: () => table.incarnation(),
    close: () => undefined,
    snapshot: () => new Map(rows),
    restore,
    lose: () => restore(new Map()),
  };
}
