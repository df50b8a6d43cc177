import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteText } from '../../../shared/domain/site.ts';
import { type GuardedWorld, guardedWorld, keyOf, minute, nameOf, numbers } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

/** The world drains for real, so a few long stories say more than many short ones. */
const stories = Math.max(5, Math.ceil(Number(process.env['FC_RUNS'] ?? 100) / 10));
const most = 16;
const windowMs = 61 * minute;

const some = fc.uniqueArray(fc.nat(most - 1), { minLength: 1, maxLength: 8 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ step: fc.constant('drop' as const), which: some }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('publish' as const), which: some }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('walk' as const), which: some }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('reserve' as const), which: some }) },
  { weight: 1, arbitrary: fc.constant({ step: 'free' as const, which: [] }) },
  {
    weight: 4,
    arbitrary: fc.record({ step: fc.constant('pass' as const), which: fc.array(fc.nat(15), { maxLength: 3 }) }),
  },
);

async function take(world: GuardedWorld, { step: kind, which }: { step: string; which: readonly number[] }) {
  if (kind === 'drop') await world.drop(which);
  if (kind === 'publish') await world.publish(which);
  if (kind === 'walk') await world.walk(which.map((index) => ingress(keyOf(index), [nameOf(index)])));
  if (kind === 'free') await world.configure(testConfiguration());
  if (kind === 'reserve') {
    const rules = [{ hosts: which.map(nameOf), namespaces: ['other'] }];
    await world.configure(testConfiguration({ default: 'allow', rules }));
  }
  if (kind !== 'pass') return world.settle();
  for (const minutes of which) await world.pass(minutes * minute, minutes * minute);
  // Finalizers go sooner or later, so that names can be gone for good.
  for (const host of await world.hosts('dying')) await world.keepZone(host);
  return world.settle();
}

describe('claims over any story of names that go and come', () => {
  it('never let more than the limit go within 61 minutes, nor all that is left', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async (taken) => {
        const world = await guardedWorld(most);
        let seen = 0;
        for (const one of taken) {
          await take(world, one);
          const gone = await world.gone();
          const nowMs = world.clock.now();
          const recent = new Set(gone.filter(({ atMs }) => atMs >= nowMs - windowMs).map(({ site }) => siteText(site)));
          const live = (await world.sites()).filter(({ state }) => state === 'live').map(siteText);
          const whole = new Set([...recent, ...live]).size;
          if (gone.length > seen) {
            expect(recent.size).toBeLessThanOrEqual(Math.max(3, Math.floor((3 * whole) / 10)));
            if (whole >= 3) expect(live.length).toBeGreaterThan(0);
          }
          seen = gone.length;
        }
      }),
      { numRuns: stories },
    );
  });

  it('say of every planned release why it stands still, once it is due', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (taken) => {
        const world = await guardedWorld(most);
        for (const one of taken) await take(world, one);
        await world.walk(numbers(0, 2).map((index) => ingress(keyOf(index), [nameOf(index)])));
        await world.settle();
        await world.pass(3 * minute);
        const tripped = (await world.notices()).length > 0;
        for (const text of await world.releases()) expect([tripped, text.split(' ')[1]]).toEqual([true, 'blocked']);
      }),
      { numRuns: stories },
    );
  });
});
