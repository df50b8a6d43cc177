import { describe, expect, it } from 'vitest';
import {
  clearableWalks,
  isClearable,
  planRange,
  type RangeInput,
} from '../../../../functions/claims/plan/inbox-plan.ts';
import type { ObjectRow } from '../../../../shared/rows/object-rows.ts';
import { floorAt, input, row, walkRow } from './one-range.ts';
import { markerOf } from './rows-of-a-kind.ts';

describe('the row of a range of a walk', () => {
  const walked = (over: Partial<RangeInput> = {}) =>
    planRange(input({ from: 'a/1', upTo: 'c/1', walkStart: markerOf(4), ...over })).walk;

  it('says which stretch the walk has covered, and when that was heard', () => {
    expect(walked()).toEqual(walkRow({ marker: markerOf(6) }));
    expect('walk' in planRange(input())).toBe(false);
  });

  it.each<[string, Partial<RangeInput>, boolean]>([
    ['a floor above it', { floor: floorAt(7) }, false],
    ['a floor at it', { floor: floorAt(6) }, true],
    ['the same stretch, said later', { walks: [walkRow({ marker: markerOf(7) })] }, false],
    ['the same stretch, said by the same message', { walks: [walkRow({ marker: markerOf(6) })] }, false],
    ['the same stretch, said before', { walks: [walkRow({ marker: markerOf(5) })] }, true],
    [
      'the same stretch in another life of the table',
      { walks: [walkRow({ marker: markerOf(7), incarnation: 'two' })] },
      true,
    ],
    ['another stretch', { walks: [walkRow({ marker: markerOf(7), from: 'a/2' })] }, true],
    ['another walk', { walks: [walkRow({ marker: markerOf(7), start: markerOf(3) })] }, true],
  ])('is written or not: %s', (_name, over, written) => {
    expect(walked(over) !== undefined).toBe(written);
  });
});

describe('what the floor makes needless', () => {
  it('is every range row below it', () => {
    const rows = [5, 6, 7].map((counter) => walkRow({ marker: markerOf(counter) }));
    expect(clearableWalks(rows, markerOf(6))).toEqual([rows[0]]);
  });

  it.each<[string, Partial<ObjectRow>, boolean]>([
    ['a settled tombstone below it', {}, true],
    ['one at it', { marker: markerOf(6), settledMarker: markerOf(6) }, false],
    ['one that is not settled', { settledMarker: markerOf(2) }, false],
    ['one with hosts', { hosts: ['v0.example.com'] }, false],
    ['an object', { gone: false }, false],
  ])('is or is not %s', (_name, over, clearable) => {
    expect(isClearable(row({ gone: true, hosts: [], ...over }), markerOf(6))).toBe(clearable);
  });
});
