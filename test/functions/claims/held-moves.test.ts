import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { guardedWorld, keyOf, minute, nameOf } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

const host = nameOf(0);

/** Two public edges; the policy is that of the one called public. */
const twoEdges = (policy: Policy = 'sync'): Configuration => {
  const configuration = testConfiguration();
  const [edge, ...edges] = configuration.edges;
  if (edge === undefined) throw new Error('no edge');
  const other = { ...edge, name: 'other', classes: ['other'], loadBalancer: { addresses: ['192.0.2.9'] } };
  return { ...configuration, edges: [{ ...edge, policy }, other, ...edges] };
};

/** One name that stands on edge public and now wishes for edge other, which serves it. */
async function moving(before: (world: Awaited<ReturnType<typeof guardedWorld>>) => Promise<void>) {
  const world = await guardedWorld(1, twoEdges());
  await before(world);
  await world.say(keyOf(0), ingress(keyOf(0), [host], { className: 'other' }));
  await world.settle();
  return world;
}

describe('a name that is to move to another edge', () => {
  it.each(['edge:public', 'all', 'zone:example.com', `host:${host}`] as const)(
    'stays while %s is held, however long, and moves once it is resumed',
    async (scope) => {
      const world = await moving((one) => one.hold(scope));
      await world.pass(40 * minute, 10 * minute);
      expect(await world.site(host)).toMatchObject({
        wish: { edge: 'public', target: { addresses: ['192.0.2.1'] } },
        moving: { edge: 'other' },
        generation: 1,
      });
      await world.resume(scope);
      expect((await world.site(host))?.wish.edge).toBe('other');
    },
  );

  it('moves within a minute when the hold expires', async () => {
    const world = await moving((one) => one.hold('edge:public', one.clock.now() + 40 * minute));
    await world.pass(39 * minute);
    expect((await world.site(host))?.wish.edge).toBe('public');
    await world.pass(2 * minute);
    expect((await world.site(host))?.wish.edge).toBe('other');
  });

  it('is not kept by the hold of the edge that it moves to, which holds its records itself', async () => {
    const world = await moving((one) => one.hold('edge:other'));
    expect((await world.site(host))?.wish.edge).toBe('other');
  });

  it.each(['observe', 'create-only'] as const)(
    'stays while its edge is under %s, and moves when it no longer is',
    async (policy) => {
      const world = await moving(async (one) => {
        await one.configure(twoEdges(policy));
        await one.settle();
      });
      await world.pass(40 * minute, 10 * minute);
      expect(await world.site(host)).toMatchObject({ wish: { edge: 'public' }, moving: { edge: 'other' } });
      await world.configure(twoEdges('upsert-only'));
      await world.settle();
      expect((await world.site(host))?.wish.edge).toBe('other');
    },
  );
});
