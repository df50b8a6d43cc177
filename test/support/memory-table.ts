import { openSqliteTable, type SqliteTable } from '../../shared/adapters/table-sqlite.ts';

/** A table of its own for one test. */
export function memoryTable(incarnation = 'incarnation-1'): SqliteTable {
  return openSqliteTable({ path: ':memory:', newIncarnation: () => incarnation });
}
