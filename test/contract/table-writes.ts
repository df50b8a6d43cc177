import { expect, it } from 'vitest';
import { ConditionFailedError } from '../../shared/errors/kinds.ts';
import { type Action, check, put, remove, type Table } from '../../shared/runtime/table.ts';
import { at, freshPartition } from './table-rows.ts';

/** All or nothing, and who wins. */
export function transactionContract(opened: Promise<Table>): void {
  it('writes 100 actions or none', async () => {
    const table = await opened;
    const partition = freshPartition();
    const keys = Array.from({ length: 100 }, (_, index) => at(partition, `k${index}`));
    await table.transact(keys.map((key) => put(key, { count: 1 }, 'absent')));
    expect(await table.query(partition)).toHaveLength(100);
    const again = keys.map((key, index) => (index === 57 ? remove(key, 'absent') : remove(key)));
    await expect(table.transact(again)).rejects.toMatchObject({ name: 'ConditionFailedError', failed: [57] });
    expect(await table.query(partition)).toHaveLength(100);
    await table.transact(keys.map((key) => remove(key)));
    expect(await table.query(partition)).toEqual([]);
  });

  it('names every action whose condition did not hold', async () => {
    const table = await opened;
    const partition = freshPartition();
    await table.transact([put(at(partition, 'a'), { count: 1 })]);
    const error = await table
      .transact([
        put(at(partition, 'a'), { count: 2 }, 'absent'),
        put(at(partition, 'b'), { count: 2 }, 'absent'),
        check(at(partition, 'c'), 'present'),
        remove(at(partition, 'd')),
      ])
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConditionFailedError);
    expect(error).toMatchObject({ failed: [0, 2] });
    expect((await table.query(partition)).map((entry) => entry.row)).toEqual([{ count: 1 }]);
  });

  it('replaces a row whole', async () => {
    const table = await opened;
    const key = at(freshPartition(), 'a');
    await table.transact([put(key, { text: 'x', count: 1 })]);
    await table.transact([{ ...put(key, { count: 2 }), expiresAt: 4_000_000_000 }]);
    expect(await table.get(key)).toStrictEqual({ count: 2 });
  });

  it('accepts an empty transaction, and deletes what is not there', async () => {
    const table = await opened;
    await table.transact([]);
    await table.transact([remove(at(freshPartition(), 'none'))]);
  });

  it('lets one of many writers win', async () => {
    const table = await opened;
    const key = at(freshPartition(), 'a');
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, count) => table.transact([put(key, { count }, 'absent')])),
    );
    expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });
}

/** What a condition means, in each kind of action. */
export function conditionContract(opened: Promise<Table>): void {
  const row = { text: 'x', count: 1, flag: false, nothing: null, size: 5, name: 'n', 'a.b': 'dotted' };
  it.each<[string, Action['when'], 'row' | 'none', boolean]>([
    ['absent', 'absent', 'row', false],
    ['absent', 'absent', 'none', true],
    ['present', 'present', 'row', true],
    ['present', 'present', 'none', false],
    ['an equal field', { text: 'x' }, 'row', true],
    ['another value', { text: 'y' }, 'row', false],
    ['a field of a missing row', { text: 'x' }, 'none', false],
    ['a number', { count: 1 }, 'row', true],
    ['a number is not its text', { count: '1' }, 'row', false],
    ['false', { flag: false }, 'row', true],
    ['false is not nothing', { text: 'x', other: false }, 'row', false],
    ['undefined: the field is not there', { other: undefined }, 'row', true],
    ['undefined: the row is not there', { text: undefined }, 'none', true],
    ['undefined, but there', { text: undefined }, 'row', false],
    ['null counts as there', { nothing: undefined }, 'row', false],
    ['all must hold', { text: 'x', count: 1, flag: false, other: undefined }, 'row', true],
    ['one does not', { text: 'x', count: 2 }, 'row', false],
    ['reserved words', { size: 5, name: 'n' }, 'row', true],
    ['a dot is part of the name', { 'a.b': 'dotted' }, 'row', true],
  ])('holds or fails: %s %j on %s', async (_name, when, state, expected) => {
    const table = await opened;
    const partition = freshPartition();
    const key = at(partition, 'a');
    if (state === 'row') await table.transact([{ action: 'put', key, row }]);
    const held: boolean[] = [];
    for (const action of [
      { action: 'check', key, when: when ?? 'present' },
      { action: 'put', key, row, when: when ?? 'present' },
      { action: 'delete', key, when: when ?? 'present' },
    ] satisfies Action[]) {
      const tried = await table.transact([action]).then(
        () => true,
        (error: unknown) => {
          expect(error).toBeInstanceOf(ConditionFailedError);
          return false;
        },
      );
      held.push(tried);
      await table.transact([state === 'row' ? { action: 'put', key, row } : remove(key)]);
    }
    expect(held).toEqual([expected, expected, expected]);
  });
}

/** What every adapter refuses, because DynamoDB would. */
export function limitContract(opened: Promise<Table>): void {
  const partition = freshPartition();
  const key = at(partition, 'a');
  it.each<[string, readonly Action[]]>([
    ['101 actions', Array.from({ length: 101 }, (_, index) => remove(at(partition, `k${index}`)))],
    ['two actions on one row', [put(key, {}), check(key, 'absent')]],
    ['a row above 400 KB', [put(key, { text: 'x'.repeat(410_000) })]],
    ['an empty sort key', [put(at(partition, ''), {})]],
    ['a sort key above 1,024 bytes', [put(at(partition, 'é'.repeat(513)), {})]],
    ['a partition key above 2,048 bytes', [put({ pk: 'p'.repeat(2049), sk: 'a' }, {})]],
    ['no number', [put(key, { count: Number.NaN })]],
    ['a condition that says nothing', [check(key, {})]],
  ])('refuses %s', async (_name, actions) => {
    const table = await opened;
    await expect(table.transact(actions)).rejects.toThrow(RangeError);
    expect(await table.get(key)).toBeUndefined();
  });

  it('stores what is just small enough', async () => {
    const table = await opened;
    const long = at({ pk: `${freshPartition().pk}${'p'.repeat(1900)}` }, 'é'.repeat(512));
    await table.transact([put(long, { text: 'x'.repeat(380_000) })]);
    expect((await table.get(long))?.text).toHaveLength(380_000);
  });
}
