import { describe, expect, it } from 'vitest';
import { planRange, type RangeInput } from '../../../../functions/claims/plan/inbox-plan.ts';
import { lastKey } from '../../../../shared/domain/keys.ts';
import { floorAt, input, object, row, walkRow } from './one-range.ts';
import { kind, markerOf, objectOf } from './rows-of-a-kind.ts';

const wide = { from: '', upTo: lastKey } as const;

describe('the row of a key after a range of it', () => {
  it('of a key that nobody knew has the object and nothing else', () => {
    expect(planRange(input())).toEqual({
      stale: false,
      rows: [
        { ref: { ...kind, key: 'b/1' }, marker: markerOf(6), gone: false, object, claims: [], skipped: [], hosts: [] },
      ],
    });
  });

  it('of a key that never was is a tombstone with nothing to settle', () => {
    const { rows } = planRange(input({ objects: [] }));
    expect(rows).toEqual([
      {
        ref: { ...kind, key: 'b/1' },
        marker: markerOf(6),
        settledMarker: markerOf(6),
        gone: true,
        claims: [],
        skipped: [],
        hosts: [],
      },
    ]);
  });

  it('that is said again keeps all and moves on, as settled as it was', () => {
    expect(planRange(input({ stored: [row()] })).rows).toEqual([
      row({ marker: markerOf(6), settledMarker: markerOf(6) }),
    ]);
    const open = row({ settledMarker: markerOf(2) });
    expect(planRange(input({ stored: [open] })).rows).toEqual([
      row({ marker: markerOf(6), settledMarker: markerOf(2) }),
    ]);
    const { settledMarker: _never, ...fresh } = row();
    expect(planRange(input({ stored: [fresh] })).rows).toEqual([{ ...fresh, marker: markerOf(6) }]);
  });

  it('that changes, goes or comes back is to be settled again', () => {
    const other = objectOf('b/1', 1);
    expect(planRange(input({ objects: [other], stored: [row()] })).rows).toEqual([
      row({ object: other, marker: markerOf(6), changedMs: 7 }),
    ]);
    const { object: _gone, ...tombstone } = row({ gone: true });
    expect(planRange(input({ objects: [], stored: [row()] })).rows).toEqual([{ ...tombstone, marker: markerOf(6) }]);
    expect(planRange(input({ stored: [tombstone] })).rows).toEqual([row({ marker: markerOf(6) })]);
    expect(planRange(input({ objects: [], stored: [tombstone] })).rows).toMatchObject([{ settledMarker: markerOf(6) }]);
  });

  it('is not written for the very same message', () => {
    expect(planRange(input({ stored: [row({ marker: markerOf(6) })] })).rows).toEqual([]);
  });

  it('is not written for a walk that found it as it was, but for a walk of one key', () => {
    const start = markerOf(5);
    expect(planRange(input({ ...wide, walkStart: start, stored: [row()] })).rows).toEqual([]);
    expect(planRange(input({ walkStart: start, stored: [row()] })).rows).toHaveLength(1);
    expect(planRange(input({ ...wide, stored: [row()] })).rows).toHaveLength(1);
  });

  it('comes in the order of the keys, of all that is stored or listed', () => {
    const stored = [row({ ref: { ...kind, key: 'c/1' } }), row({ ref: { ...kind, key: 'a/1' } })];
    const { rows } = planRange(input({ ...wide, stored }));
    expect(rows.map(({ ref, gone }) => `${ref.key} ${gone}`)).toEqual(['a/1 true', 'b/1 false', 'c/1 true']);
  });

  it.each<[string, Partial<RangeInput>, boolean]>([
    ['its row is older', { stored: [row({ marker: markerOf(5) })] }, true],
    ['its row is newer', { stored: [row({ marker: markerOf(7) })] }, false],
    ['a walk that covers it is newer', { walks: [walkRow({ marker: markerOf(7) })] }, false],
    ['a walk that begins with it is newer', { walks: [walkRow({ marker: markerOf(7), from: 'b/1' })] }, false],
    ['a walk that ends with it is newer', { walks: [walkRow({ marker: markerOf(7), upTo: 'b/1' })] }, false],
    ['a walk that covers it is as new', { walks: [walkRow({ marker: markerOf(6) })] }, true],
    ['a newer walk begins after it', { walks: [walkRow({ marker: markerOf(7), from: 'b/2' })] }, true],
    ['a newer walk ends before it', { walks: [walkRow({ marker: markerOf(7), upTo: 'b/0' })] }, true],
    ['the floor is above it', { floor: floorAt(7) }, false],
    ['the floor is at it', { floor: floorAt(6) }, true],
    [
      'the floor is below its row, which is newer',
      { floor: floorAt(5), stored: [row({ marker: markerOf(7) })] },
      false,
    ],
  ])('is written or not: %s', (_name, over, written) => {
    const { rows, stale } = planRange(input({ objects: [objectOf('b/1', 2)], ...over }));
    expect([rows.length, stale]).toEqual(written ? [1, false] : [0, true]);
  });
});
