import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultKind, withFaults } from '#local/cloud/route53/faults.ts';
import { faultAnswers } from '#local/cloud/slack/answer.ts';
import { workspace } from '../../local/cloud/slack/ask.ts';
import { mortal } from '../../support/mortal-table.ts';
import { seededRandom } from '../../support/run-drain.ts';
import { monitorOf } from './plan/samples.ts';
import { alertsWorld } from './world.ts';

const names = ['a', 'b', 'c', 'd'];
const step = fc.oneof(
  fc.record({ what: fc.constantFrom('open', 'close'), at: fc.nat(names.length - 1) }),
  fc.record({ what: fc.constant('wait'), at: fc.constantFrom(500, 3_000, 70_000, 700_000) }),
  fc.record({ what: fc.constant('drain'), at: fc.oneof(fc.nat(40), fc.constant(10_000)) }),
);
const shares: Readonly<Partial<Record<FaultKind, number>>> = {
  throttled: 0.1,
  unavailable: 0.05,
  unheard: 0.05,
  failedAfter: 0.05,
  lostAnswer: 0.05,
};

/** A workspace whose answers go wrong by seed, until that is switched off. */
function brittle(seed: number) {
  const slack = workspace();
  const trouble = { on: true };
  const strict = slack.handle.bind(slack);
  const faulty = withFaults(strict, { shares, random: seededRandom(seed), answers: faultAnswers });
  slack.handle = (request, nowMs) => (trouble.on ? faulty : strict)(request, nowMs);
  return { slack, trouble };
}

describe('a channel, whatever goes wrong', () => {
  it('says in the end what is so, and never that something is over which was not said to have begun', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.nat(), async (steps, seed) => {
        const { slack, trouble } = brittle(seed);
        const world = await alertsWorld(undefined, slack);
        const isDown = new Map<string, boolean>();
        for (const { what, at } of steps) {
          const alert = monitorOf(names[at] ?? '');
          if (what === 'open') await world.tell({ state: 'open', alert });
          if (what === 'close') await world.tell({ state: 'closed', id: alert });
          if (what === 'open') isDown.set(alert.subject, true);
          if (what === 'close' && isDown.has(alert.subject)) isDown.set(alert.subject, false);
          if (what === 'wait') world.clock.advance(at);
          // A drain that dies leaves its lease behind.
          if (what === 'drain') await world.drain('ops', mortal(world.table, at).table).catch(() => undefined);
        }
        trouble.on = false;
        world.clock.advance(126_000);
        await world.settle(7_200_000);
        const began = new Set<string>();
        const last = new Map<string, string>();
        for (const text of world.said()) {
          for (const [, name = ''] of text.matchAll(/DOWN(?: again and again)?: (\w)/g)) began.add(name);
          for (const [, name = ''] of text.matchAll(/UP: (\w)/g)) expect([text, began.has(name)]).toEqual([text, true]);
        }
        for (const text of world.texts()) {
          for (const [, word = '', name = ''] of text.matchAll(/Monitor is (UP|DOWN): (\w)/g)) last.set(name, word);
        }
        for (const [name, down] of isDown) {
          if (down) expect([name, last.get(name)]).toEqual([name, 'DOWN']);
          else expect(last.get(name) ?? 'UP').toBe('UP');
        }
      }),
      { numRuns: 40 },
    );
  });
});
