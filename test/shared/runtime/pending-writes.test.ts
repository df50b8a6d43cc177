import { describe, expect, it } from 'vitest';
import { RetryableError } from '../../../shared/errors/kinds.ts';
import { PendingWrites } from '../../../shared/runtime/pending-writes.ts';
import { check, put, type RowKey, type Table } from '../../../shared/runtime/table.ts';
import { memoryTable } from '../../support/memory-table.ts';

const keyOf = (name: string): RowKey<{ readonly name: string }> => ({ pk: 'row', sk: name });
const lease: RowKey<{ readonly owner: string }> = { pk: 'lane', sk: 'state' };

describe('pending writes', () => {
  it('are made by the next flush where one was not taken', async () => {
    const table = memoryTable();
    await table.transact([put(lease, { owner: 'me' })]);
    let isBusy = true;
    const moody: Table = {
      ...{ get: table.get, getMany: table.getMany, query: table.query, incarnation: table.incarnation },
      async transact(actions) {
        if (isBusy) throw new RetryableError('the table is busy');
        await table.transact(actions);
      },
    };
    const writes = new PendingWrites({ table: moody, lane: 'lane', fence: check(lease, 'present') });
    writes.add(put(keyOf('a'), { name: 'first' }));
    writes.add(put(keyOf('b'), { name: 'first' }));
    await expect(writes.flush()).rejects.toThrow('busy');
    isBusy = false;
    writes.add(put(keyOf('b'), { name: 'second' }));
    await writes.flush();
    const rows = await table.getMany([keyOf('a'), keyOf('b')]);
    expect(rows.map((row) => row?.name)).toEqual(['first', 'second']);
  });
});
