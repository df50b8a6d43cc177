import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restAfter, restOf, type Tried } from '../../../../functions/monitors/plan/rest.ts';

const hourMs = 3_600_000;
const pauses = fc.array(fc.nat(2 * hourMs), { maxLength: 200 });

describe('an account that does not answer', () => {
  it('is asked some six times an hour at most, whenever somebody rings', () => {
    fc.assert(
      fc.property(pauses, (waits) => {
        let nowMs = 0;
        let tried: Tried | undefined;
        let calls = 0;
        for (const waitMs of waits) {
          nowMs += waitMs;
          if (tried !== undefined && restOf(tried, { nowMs, seq: 1 }) !== undefined) continue;
          tried = restAfter(tried, { nowMs, seq: 1 });
          calls += 1;
        }
        expect(calls).toBeLessThanOrEqual((nowMs / hourMs) * 6 + 7);
      }),
    );
  });

  it.each([
    ['before its time', 14_999, 1, 15_000],
    ['at its time', 15_000, 1, undefined],
    ['under another configuration', 1, 2, undefined],
    ['by a clock that went back by a day', -24 * hourMs, 1, undefined],
  ])('rests or not: %s', (_, nowMs, seq, untilMs) => {
    expect(restOf(restAfter(undefined, { nowMs: 0, seq: 1 }), { nowMs, seq })).toBe(untilMs);
  });
});
