import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffMs } from '../../../shared/runtime/backoff.ts';
import { checkKey } from '../../../shared/runtime/table-rules.ts';
import { dueUpTo, itemKey, itemPartition, itemPartitions, type WorkItem } from '../../../shared/runtime/work-item.ts';

const anyItem: fc.Arbitrary<WorkItem> = fc.record({
  lane: fc.constant('toy:a'),
  key: fc.string({ minLength: 1, unit: 'grapheme' }),
  dueMs: fc.integer({ min: 0, max: 9_999_999_999_999 }),
  firstDueMs: fc.integer({ min: 0 }),
  row: fc.string({ unit: fc.constantFrom('a', '#', '%', '/') }),
  generation: fc.integer({ min: 0, max: 99 }),
  attempt: fc.integer({ min: 0, max: 99 }),
});

it('two items share a row only if they are the same', () => {
  fc.assert(
    fc.property(anyItem, anyItem, (a, b) => {
      const same = (['key', 'dueMs', 'row', 'generation', 'attempt'] as const).every((field) => a[field] === b[field]);
      expect(itemKey(a).sk === itemKey(b).sk).toBe(same);
    }),
  );
});

it.each([
  ['key', { key: 'a#b', row: 'c' }, { key: 'a', row: 'b#c' }],
  ['row', { key: 'a', row: 'b%23c' }, { key: 'a', row: 'b#c' }],
])('keeps its parts apart: %s', (_name, one, other) => {
  const rest = { lane: 'toy:a', dueMs: 1, firstDueMs: 1, generation: 1, attempt: 0 };
  expect(itemKey({ ...rest, ...one }).sk).not.toBe(itemKey({ ...rest, ...other }).sk);
});

it('is due by its time, in the order of time', () => {
  fc.assert(
    fc.property(anyItem, fc.integer({ min: 0, max: 9_999_999_999_999 }), (item, nowMs) => {
      const isDue = Buffer.compare(Buffer.from(itemKey(item).sk), Buffer.from(dueUpTo(nowMs))) <= 0;
      expect(isDue).toBe(item.dueMs <= nowMs);
    }),
  );
});

it('fits a sort key, however long key and row are', () => {
  const item = { lane: 'toy:a', dueMs: 1, firstDueMs: 1, generation: 2 ** 53, attempt: 99 };
  const [one, other] = ['é'.repeat(600), 'é'.repeat(601)].map((key) => itemKey({ ...item, key, row: key }));
  if (one === undefined || other === undefined) throw new Error('two keys were made');
  expect(() => [one, other].map(checkKey)).not.toThrow();
  expect(one.sk).not.toBe(other.sk);
});

it('lies in one of four partitions, by its key alone', () => {
  const pks = new Set(
    Array.from({ length: 200 }, (_, index) => index).map((index) => {
      const item = { lane: 'toy:a', key: `k${index}`, dueMs: 1, firstDueMs: 1, row: 'r', generation: 1, attempt: 0 };
      expect(itemKey({ ...item, dueMs: 2, attempt: 3 }).pk).toBe(itemKey(item).pk);
      return itemKey(item).pk;
    }),
  );
  expect(pks).toEqual(new Set(Array.from({ length: itemPartitions }, (_, index) => itemPartition('toy:a', index).pk)));
});

it('backs off longer each time, up to ten minutes, the upper half by chance', () => {
  const chance = fc.double({ min: 0, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), chance, (attempt, chance) => {
      const ms = backoffMs(attempt, chance);
      expect(ms).toBeGreaterThanOrEqual(500);
      expect(ms).toBeLessThanOrEqual(600_000);
      expect(backoffMs(attempt + 1, chance)).toBeGreaterThanOrEqual(ms);
    }),
  );
  expect([backoffMs(1, 0), backoffMs(1, 0.5), backoffMs(3, 0), backoffMs(99, 0)]).toEqual([500, 750, 2_000, 300_000]);
});
