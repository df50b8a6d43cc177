import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterCrash, afterDrain, type CrashState, isPoison, whileTaken } from '../../../shared/runtime/crash.ts';

describe('after a crash with n keys drains take ⌊n/8⌋ until n are done', () => {
  it.each([
    [2_500, 312],
    [312, 39],
    [39, 4],
    [15, 1],
    [8, 1],
    [7, 1],
    [1, 1],
  ])('n = %i: %i', (taken, take) => {
    expect(afterCrash({ taken })).toEqual({ taken: 0, slow: { take, left: taken } });
  });

  it('a lease that was found before anything was taken says nothing', () => {
    expect(afterCrash({ taken: 0, slow: { take: 2, left: 5 } })).toEqual({ taken: 0, slow: { take: 2, left: 5 } });
  });

  it('then takes the whole again', () => {
    const slow = { take: 4, left: 10 };
    expect(afterDrain({ taken: 4, slow }, 4)).toEqual({ taken: 0, slow: { take: 4, left: 6 } });
    expect(afterDrain({ taken: 4, slow }, 10)).toEqual({ taken: 0 });
    expect(afterDrain({ taken: 4 }, 4)).toEqual({ taken: 0 });
  });

  it('one poison among any number is alone after few crashes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_500 }), (count) => {
        let state: CrashState = { taken: count };
        let crashes = 0;
        while (state.taken !== 1) {
          state = { ...afterCrash(state), taken: Math.min(count, afterCrash(state).slow?.take ?? count) };
          crashes += 1;
        }
        expect(crashes).toBeLessThanOrEqual(Math.ceil(Math.log(count) / Math.log(8)) + 1);
      }),
    );
  });
});

describe('a key taken alone', () => {
  it('is named, with its crashes in a row', () => {
    const crashed = afterCrash(whileTaken({ taken: 0 }, ['a']));
    expect(crashed.alone).toEqual({ key: 'a', crashes: 1 });
    expect(afterCrash(whileTaken(crashed, ['a'])).alone).toEqual({ key: 'a', crashes: 2 });
    expect(whileTaken(crashed, ['b']).alone).toEqual({ key: 'b', crashes: 0 });
    expect(whileTaken(crashed, ['a', 'b']).alone).toBeUndefined();
    expect(whileTaken(crashed, []).alone).toBeUndefined();
    expect(afterDrain(crashed, 1).alone).toBeUndefined();
  });

  it.each([
    [undefined, false],
    [{ key: 'a', crashes: 2 }, false],
    [{ key: 'a', crashes: 3 }, true],
  ])('is poison after three: %j', (alone, expected) => {
    expect(isPoison(alone)).toBe(expected);
  });
});
