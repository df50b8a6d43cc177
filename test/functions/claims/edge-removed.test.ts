import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { guardedWorld, minute, nameOf, numbers } from './safety-world.ts';
import { testConfiguration } from './samples.ts';

const under = (policy: Policy): Configuration => ({
  ...testConfiguration(),
  edges: testConfiguration().edges.map((edge) => ({ ...edge, policy })),
});
const withoutEdge = (configuration: Configuration): Configuration => ({
  ...configuration,
  edges: configuration.edges.filter(({ name }) => name !== 'public'),
});

describe('an edge that leaves the configuration', () => {
  it.each(['observe', 'create-only', 'upsert-only'] as const)(
    'keeps its names when it was under %s',
    async (policy) => {
      const world = await guardedWorld(2, under(policy));
      await world.configure(withoutEdge(under(policy)));
      await world.settle();
      await world.pass(5 * minute);
      expect(await world.hosts('live')).toEqual([0, 1].map(nameOf));
      const state = policy === 'observe' ? 'waiting' : 'kept';
      expect(await world.releases(withoutEdge(under(policy)))).toEqual([0, 1].map((one) => `${nameOf(one)} ${state}`));
    },
  );

  it('keeps its names when it became careful before it left', async () => {
    const world = await guardedWorld(2);
    await world.configure(under('upsert-only'));
    await world.settle();
    await world.configure(withoutEdge(testConfiguration()));
    await world.settle();
    await world.pass(5 * minute);
    expect(await world.hosts('dying')).toEqual([]);
  });

  it('lets them go, through the guard, when it was under sync', async () => {
    const world = await guardedWorld(2);
    await world.configure(withoutEdge(testConfiguration()));
    await world.settle();
    await world.pass(5 * minute);
    expect(await world.hosts('dying')).toEqual([0, 1].map(nameOf));
  });

  it('makes its kept names no room for others to go', async () => {
    const world = await guardedWorld(10, under('upsert-only'));
    await world.configure(withoutEdge(under('upsert-only')));
    await world.settle();
    await world.pass(5 * minute);
    expect(await world.notices()).toEqual([]);
    await world.configure(under('sync'));
    await world.settle();
    await world.drop(numbers(0, 4));
    await world.settle();
    await world.pass(5 * minute);
    expect(await world.hosts('dying')).toEqual([]);
    expect((await world.site(nameOf(5)))?.release).toBeUndefined();
  });
});
