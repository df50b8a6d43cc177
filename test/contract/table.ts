import { describe, expect, it } from 'vitest';
import { ConditionFailedError } from '../../shared/errors/kinds.ts';
import {
  type Action,
  check,
  type Partition,
  put,
  type RowKey,
  remove,
  type Table,
} from '../../shared/runtime/table.ts';

interface Row {
  readonly text?: string;
  readonly count?: number;
  readonly flag?: boolean;
  readonly nothing?: null;
  readonly list?: readonly unknown[];
  readonly inner?: { readonly [field: string]: unknown };
}

let partitions = 0;
/** A partition of its own for each test, so that one table serves all of them. */
const freshPartition = (): Partition<Row> => ({ pk: `contract#${process.pid}#${Date.now()}#${partitions++}` });
const at = (partition: Partition<Row>, sk: string): RowKey<Row> => ({ pk: partition.pk, sk });

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

    queries(opened);
    transactions(opened);
    conditions(opened);
    limits(opened);

    it('keeps its incarnation', async () => {
      const table = await opened;
      expect(await table.incarnation()).toMatch(/./);
      expect(await table.incarnation()).toBe(await table.incarnation());
    });
  });
}

function queries(opened: Promise<Table>): void {
  // UTF-16 would put the emoji (a surrogate pair) before U+FF21.
  const sorted = ['!', '#', 'A', 'a', 'a#', 'a#1', 'a#2', 'aa', 'a\u{10ffff}', 'b', 'é', '\uff21', '🙂'];
  const filled = (async () => {
    const table = await opened;
    const partition = freshPartition();
    await table.transact([...sorted].reverse().map((sk) => put(at(partition, sk), { text: sk })));
    await table.transact([put(at({ pk: `${partition.pk}x` }, 'other'), { text: 'other' })]);
    return { table, partition };
  })();

  it.each([
    ['everything', {}, sorted],
    ['from, inclusive', { from: 'a#1' }, sorted.slice(5)],
    ['to, inclusive', { to: 'a#1' }, sorted.slice(0, 6)],
    ['between', { from: 'A', to: 'a#' }, ['A', 'a', 'a#']],
    ['one key', { from: 'b', to: 'b' }, ['b']],
    ['between keys that are not there', { from: 'a#11', to: 'ab' }, ['a#2', 'aa']],
    ['bounds the wrong way round', { from: 'b', to: 'a' }, []],
    ['up to nothing', { to: '' }, []],
    ['from nothing', { from: '' }, sorted],
    ['prefix', { prefix: 'a#' }, ['a#', 'a#1', 'a#2']],
    ['prefix before the greatest character', { prefix: 'a' }, ['a', 'a#', 'a#1', 'a#2', 'aa', 'a\u{10ffff}']],
    ['empty prefix', { prefix: '' }, sorted],
    ['prefix that nothing has', { prefix: 'zz' }, []],
    ['limit', { limit: 2 }, ['!', '#']],
    ['limit and bounds', { from: 'a', limit: 1 }, ['a']],
    ['limit above the end', { prefix: 'a#', limit: 50 }, ['a#', 'a#1', 'a#2']],
  ])('queries in UTF-8 byte order: %s', async (_name, range, expected) => {
    const { table, partition } = await filled;
    const entries = await table.query(partition, range);
    expect(entries.map((entry) => entry.key.sk)).toEqual(expected);
    expect(entries.map((entry) => entry.row.text)).toEqual(expected);
    expect(entries.every((entry) => entry.key.pk === partition.pk)).toBe(true);
  });

  it('follows pages: more than a megabyte comes back whole, and no more than asked for', async () => {
    const table = await opened;
    const partition = freshPartition();
    const text = 'x'.repeat(150_000);
    for (let index = 0; index < 10; index += 1) await table.transact([put(at(partition, `p${index}`), { text })]);
    expect((await table.query(partition)).map((entry) => entry.row.text?.length)).toEqual(Array(10).fill(150_000));
    expect(await table.query(partition, { limit: 9 })).toHaveLength(9);
    expect(await table.getMany(Array.from({ length: 10 }, (_, index) => at(partition, `p${index}`)))).toHaveLength(10);
  });
}

function transactions(opened: Promise<Table>): void {
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

function conditions(opened: Promise<Table>): void {
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

function limits(opened: Promise<Table>): void {
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
