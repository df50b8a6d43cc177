import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capability } from '../../../shared/runtime/capability.ts';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import type { Doorbell } from '../../../shared/runtime/doorbell.ts';
import { drainLane } from '../../../shared/runtime/drain.ts';
import { parkedRows } from '../../../shared/runtime/parked-row.ts';
import { readPartitions } from '../../../shared/runtime/selection.ts';
import { sweep } from '../../../shared/runtime/sweep.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';
import { type Step, steps } from '../../support/faulty-steps.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { mortal } from '../../support/mortal-table.ts';
import { seededRandom } from '../../support/run-drain.ts';
import { toyCapability, toyLane, wish, wishes } from '../../support/toy-capability.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

function world(seed: number, poison: number | undefined) {
  const table = memoryTable();
  const clock = virtualClock();
  const random = seededRandom(seed);
  const far = new Map<string, number>();
  const wanted = new Map<string, number>();
  let rung = false;
  const doorbell: Doorbell = {
    // Rings are lost, or double, as they like.
    ring: async () => {
      rung ||= random() < 0.5;
    },
  };
  const toy = toyCapability(far);
  const capability: Capability = {
    ...toy,
    async work(drain) {
      if (drain.keys.some(({ key }) => key === `k${poison}`)) throw new TypeError('a bug');
      const outcomes = await toy.work(drain);
      // Chance decides about what goes wrong on the far side.
      return outcomes.map(({ key }) =>
        random() < 0.2 ? { key, result: 'retry', message: 'later' } : { key, result: 'done' },
      );
    },
  };
  return {
    table,
    clock,
    far,
    wanted,
    takeRing: () => {
      const was = rung;
      rung = false;
      return was;
    },
    async wish(key: number) {
      const value = (wanted.get(`k${key}`) ?? 0) + 1;
      wanted.set(`k${key}`, value);
      await wish(table, clock, `k${key}`, value);
    },
    async drain(callsLeft: number) {
      const { table: fragile, alive } = mortal(table, callsLeft);
      const bell: Doorbell = { ring: async (lane, delay) => (alive() ? doorbell.ring(lane, delay) : undefined) };
      const input = { lane: toyLane, capability, table: fragile, doorbell: bell, clock, random };
      await drainLane(input).catch(() => undefined);
    },
    sweep: () =>
      sweep({
        table,
        clock,
        doorbell: {
          ring: async () => {
            rung = true;
          },
        },
      }),
  };
}

type World = ReturnType<typeof world>;

async function run(each: World, step: Step): Promise<void> {
  if (step.step === 'wish') await each.wish(step.key);
  if (step.step === 'drain') await each.drain(step.calls);
  if (step.step === 'together') await Promise.all(step.calls.map((count) => each.drain(count)));
  if (step.step === 'pause') each.clock.advance(step.ms);
  if (step.step === 'configure') await writeConfiguration(each.table, emptyConfiguration);
}

/** No more faults: sweep each minute, and a drain for each ring, until nothing is due any more. */
async function settle(each: World, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    const { rung } = await each.sweep();
    for (let drains = 0; drains < 50 && each.takeRing(); drains += 1) await each.drain(10_000);
    each.clock.advance(61_000);
    const left = await readPartitions(each.table, toyLane, { limit: 1 });
    if (rung.length === 0 && left.length === 0) return;
  }
}

// Long runs (FC_RUNS) take longer than a test usually may.
describe('whatever is killed, lost, doubled or overlaps', { timeout: 120_000 }, () => {
  it('in the end every wish is done and no item is left', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer(), async (all, seed) => {
        const each = world(seed, undefined);
        await writeConfiguration(each.table, emptyConfiguration);
        for (const step of all) await run(each, step);
        await settle(each, 60);
        expect(await readPartitions(each.table, toyLane, { limit: 10 })).toEqual([]);
        expect(Object.fromEntries(each.far)).toEqual(Object.fromEntries(each.wanted));
        expect(await each.table.query(parkedRows(toyLane))).toEqual([]);
        expect((await each.sweep()).rung).toEqual([]);
      }),
    );
  });

  it('a poison among the wishes is parked, and every other wish is done', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer(), async (all, seed) => {
        const each = world(seed, 3);
        await writeConfiguration(each.table, emptyConfiguration);
        for (let key = 0; key < 10; key += 1) await each.wish(key);
        for (const step of all) await run(each, step);
        await settle(each, 40);
        const { k3: _poison, ...others } = Object.fromEntries(each.wanted);
        expect(Object.fromEntries(each.far)).toEqual(others);
        const parked = await each.table.query(parkedRows(toyLane));
        expect(parked.map(({ row }) => [row.key, row.reason, row.alone])).toEqual([['k3', 'InternalError', true]]);
        expect(new Set((await readPartitions(each.table, toyLane, { limit: 10 })).map((item) => item.key))).toEqual(
          new Set(['k3']),
        );
        expect(await each.table.query(wishes)).toHaveLength(10);
      }),
    );
  });
});
