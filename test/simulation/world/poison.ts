import type { RowKey, Table } from '#shared/runtime/table.ts';
import type { Process } from '../engine/process.ts';

/** A table some of whose rows are too much for the memory of whoever reads them: those of objects with a poisoned name. */
export function poisoned(table: Table, process: Process, names: () => ReadonlySet<string>): Table {
  const touch = (keys: readonly RowKey<unknown>[]): void => {
    if (names().size === 0) return;
    const hit = keys.some(({ pk, sk }) => pk.startsWith('obj#') && [...names()].some((name) => sk === `k${name}`));
    if (hit) process.kill('out of memory');
  };
  return {
    ...table,
    async get(key) {
      const row = await table.get(key);
      if (row !== undefined) touch([key]);
      return row;
    },
    async getMany(keys) {
      const rows = await table.getMany(keys);
      touch(keys.filter((_, index) => rows[index] !== undefined));
      return rows;
    },
  };
}
