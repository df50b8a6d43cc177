import { expect, it } from 'vitest';
import { put, type Table } from '../../shared/runtime/table.ts';
import { at, freshPartition } from './table-rows.ts';

/** Order, bounds, prefixes and pages. */
export function queryContract(opened: Promise<Table>): void {
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
