import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameValue } from '../../../shared/domain/same-value.ts';

describe('sameValue', () => {
  it('is the equality of JSON, whatever the order of fields', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(sameValue(a, JSON.parse(JSON.stringify(a)))).toBe(true);
        expect(sameValue(a, b)).toBe(sameValue(b, a));
        if (JSON.stringify(a) === JSON.stringify(b)) expect(sameValue(a, b)).toBe(true);
      }),
    );
  });

  it.each<[unknown, unknown, boolean]>([
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: null }, false],
    [{ a: 1 }, { b: 1 }, false],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [[], {}, false],
    [['x'], { 0: 'x' }, false],
    [{ a: [{ b: 1 }, 2] }, { a: [{ b: 2 }, 2] }, false],
    [{}, 1, false],
    ['', [], false],
    [null, {}, false],
    [0, '0', false],
    [undefined, undefined, true],
  ])('%j and %j: %s', (a, b, same) => {
    expect(sameValue(a, b)).toBe(same);
    expect(sameValue(b, a)).toBe(same);
  });
});
