import { describe, expect, it } from 'vitest';
import { put, type Table } from '../../shared/runtime/table.ts';
import { queryContract } from './table-queries.ts';
import { at, freshPartition, type Row } from './table-rows.ts';
import { conditionContract, limitContract, transactionContract } from './table-writes.ts';

/** What every table adapter must do; `make` opens one and is called once per suite. */
export function tableContract(name: string, make: () => Promise<Table>): void {
  describe(`table port: ${name}`, () => {
    const opened = make();
    it('gives rows back as they were put, and undefined where there is none', async () => {
      const table = await opened;
      const partition = freshPartition();
      const row: Row = {
        text: 'quote " newline \n snow ☃ emoji 🙂 nul \0 empty',
        count: -12.5,
        flag: false,
        nothing: null,
        list: [1, 'two', { three: [null, true, ''] }],
        inner: { pk: 'x', sk: 'y', '#': 'z', 'a.b': 1, '': [] },
      };
      await table.transact([put(at(partition, 'a'), row)]);
      expect(await table.get(at(partition, 'a'))).toEqual(row);
      expect(await table.get(at(partition, 'b'))).toBeUndefined();
    });

    it('drops undefined fields', async () => {
      const table = await opened;
      const key = at(freshPartition(), 'a');
      await table.transact([{ action: 'put', key, row: { text: 'x', count: undefined, inner: { gone: undefined } } }]);
      expect(await table.get(key)).toStrictEqual({ text: 'x', inner: {} });
    });

    it('reads many in the order of the keys, repeated and missing ones too', async () => {
      const table = await opened;
      const partition = freshPartition();
      const keys = Array.from({ length: 230 }, (_, index) => at(partition, `k${String(index).padStart(4, '0')}`));
      for (let start = 0; start < keys.length; start += 100) {
        await table.transact(keys.slice(start, start + 100).map((key) => put(key, { text: key.sk })));
      }
      const asked = [...keys, at(partition, 'missing'), ...keys.slice(0, 3)].reverse();
      const rows = await table.getMany(asked);
      expect(rows.map((row) => row?.text)).toEqual(asked.map((key) => (key.sk === 'missing' ? undefined : key.sk)));
      expect(await table.getMany([])).toEqual([]);
    });

    queryContract(opened);
    transactionContract(opened);
    conditionContract(opened);
    limitContract(opened);

    it('keeps its incarnation', async () => {
      const table = await opened;
      expect(await table.incarnation()).toMatch(/./);
      expect(await table.incarnation()).toBe(await table.incarnation());
    });
  });
}
