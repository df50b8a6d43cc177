import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockInput, setClock } from '../../../../functions/claims/hosts/release-clock.ts';
import type { Release } from '../../../../shared/rows/site-rows.ts';

const startMs = 1_700_000_000_000;
const release: Release = {
  id: 'r1',
  dueMs: startMs + 120_000,
  incarnation: 'i1',
  sinceMs: startMs,
  reason: 'Releasing',
  message: '',
};
const at = (afterMs: number, over: Partial<ClockInput> = {}): ClockInput => ({
  nowMs: startMs + afterMs,
  incarnation: 'i1',
  releaseAfterMs: 120_000,
  ...over,
});
const hold = (sinceMs: number) => ({ stop: { by: 'hold', sinceMs: startMs + sinceMs } }) as const;
const policy = (sinceMs: number) => ({ stop: { by: 'policy', sinceMs: startMs + sinceMs } }) as const;
const dueIn = (one: Release): number => one.dueMs - startMs;

describe('the clock of a release', () => {
  it('runs when nothing stops it', () => {
    expect(setClock(release, at(50_000))).toBe(release);
  });

  it('leaves after a hold what was left when it began, however late it is seen', () => {
    const held = setClock(release, at(500_000, hold(50_000)));
    expect(dueIn(setClock(held, at(600_000)))).toBe(600_000 + 70_000);
  });

  it('counts a hold that is older than the release from the release on', () => {
    const held = setClock(release, at(30_000, hold(-999_000)));
    expect(dueIn(setClock(held, at(600_000)))).toBe(720_000);
  });

  it('leaves nothing of a time that was over when the hold began', () => {
    const held = setClock(release, at(200_000, hold(150_000)));
    expect(dueIn(setClock(held, at(600_000)))).toBe(600_000);
  });

  it('begins anew when a policy allows deletion again, also where a hold came before or after', () => {
    const kept = setClock(release, at(50_000, policy(50_000)));
    expect(dueIn(setClock(kept, at(600_000)))).toBe(720_000);
    const keptAndHeld = setClock(setClock(release, at(10_000, hold(0))), at(50_000, policy(50_000)));
    expect(dueIn(setClock(keptAndHeld, at(600_000)))).toBe(720_000);
    const thenHeld = setClock(kept, at(60_000, hold(60_000)));
    expect(dueIn(setClock(thenHeld, at(600_000)))).toBe(720_000);
  });

  it('begins anew in another life of the table, and keeps its id', () => {
    const next = setClock(release, at(999_000, { incarnation: 'i2' }));
    expect(next).toMatchObject({ id: 'r1', incarnation: 'i2', dueMs: startMs + 999_000 + 120_000 });
  });

  it('never runs while stopped, never gives less than was left, and is set once', () => {
    const stops = fc.array(
      fc.record({ forMs: fc.nat(300_000), stop: fc.option(fc.constantFrom('hold', 'policy'), { nil: undefined }) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(stops, (taken) => {
        let one = release;
        let nowMs = startMs;
        let ranMs = 0;
        for (const { forMs, stop } of taken) {
          const input = {
            ...at(nowMs - startMs),
            ...(stop === undefined ? {} : { stop: { by: stop, sinceMs: nowMs } }),
          };
          one = setClock(one, input);
          expect(setClock(one, input)).toEqual(one);
          if (one.stopped === undefined) expect(one.dueMs - startMs).toBeGreaterThanOrEqual(120_000);
          nowMs += forMs;
          if (stop === undefined) ranMs += forMs;
        }
        one = setClock(one, at(nowMs - startMs));
        // What has run and what is left are never less than the whole time.
        expect(ranMs + Math.max(0, one.dueMs - nowMs)).toBeGreaterThanOrEqual(120_000);
      }),
    );
  });
});
