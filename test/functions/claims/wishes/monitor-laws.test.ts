import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allMonitorNames } from '../../../../functions/claims/wishes/monitor/words.ts';
import type { Wishes } from '../../../../functions/claims/wishes/types.ts';
import { monitorPolicy } from '../../../support/monitor-policy.ts';
import { annotated } from './annotations/arbitrary.ts';
import { ask, context, note } from './asking.ts';

const given = context();
const watching = { ...given, configuration: { ...given.configuration, monitors: monitorPolicy } };
const value = fc.oneof(
  fc.constantFrom('', 'true', 'false', '60', '5m', '/health', '//x', '2xx,401', '1_0_0-2', 'keyword', 'yes', 'a,b'),
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.integer({ min: 0, max: 700 }).map((length) => 'x,'.repeat(length)),
);
const words = fc.dictionary(fc.constantFrom(...allMonitorNames), value);
const plain = ({ wishes, refused, keepOthers, kept }: Wishes) => ({
  wishes: wishes.map(({ site, wish: { monitor: _monitor, ...wish } }) => ({ site, wish })),
  refused,
  keepOthers,
  kept,
});

describe('words of monitors', () => {
  it('change nothing else of an object, whatever they are', () => {
    fc.assert(
      fc.property(annotated, words, (annotations, said) => {
        const without = ask(note(annotations), watching);
        const within = ask(note({ ...annotations, ...said }), watching);
        expect(plain(within)).toEqual(plain(without));
      }),
    );
  });

  it('give a wish that is in bounds, or none only where "false" is written', () => {
    fc.assert(
      fc.property(words, (said) => {
        const [first] = ask(note(said), watching).wishes;
        const monitor = first?.wish.monitor;
        const off = [said['firstlight.dev/monitor'], said['monitor.stakater.com/enabled']].find((one) => one?.trim());
        expect(monitor === undefined).toBe(off?.trim() === 'false');
        if (monitor === undefined) return;
        expect(monitor.intervalSeconds).toBeGreaterThanOrEqual(30);
        expect(monitor.timeoutSeconds).toBeLessThanOrEqual(60);
        expect(JSON.stringify(monitor).length).toBeLessThan(20_000);
      }),
    );
  });
});
