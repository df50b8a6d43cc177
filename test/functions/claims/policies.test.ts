import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { guardedWorld, minute, nameOf, numbers } from './safety-world.ts';
import { testConfiguration } from './samples.ts';

const under = (policy: Policy): Configuration => ({
  ...testConfiguration(),
  edges: testConfiguration().edges.map((edge) => ({ ...edge, policy })),
});

describe('a release under a policy that forbids to delete', () => {
  it.each([
    ['observe', 'waiting'],
    ['upsert-only', 'kept'],
    ['create-only', 'kept'],
  ] as const)('%s is %s, and counts for nobody else', async (policy, state) => {
    const hosts = numbers(0, 5).map(nameOf);
    const rules = [{ hosts, namespaces: ['shop'], policy }];
    const configuration = testConfiguration({ default: 'allow', rules });
    const world = await guardedWorld(15, configuration);
    await world.drop(numbers(0, 8));
    await world.settle();
    await world.pass(3 * minute);
    expect(await world.hosts('dying')).toEqual([5, 6, 7].map(nameOf));
    expect(await world.releases(configuration)).toEqual(hosts.map((host) => `${host} ${state}`));
    expect(await world.notices()).toEqual([]);
  });

  it.each(['observe', 'upsert-only'] as const)('%s gives it a new time when deletion is allowed', async (policy) => {
    const world = await guardedWorld(10, under(policy));
    await world.drop([0]);
    await world.settle();
    await world.pass(30 * minute, 10 * minute);
    await world.configure(testConfiguration());
    await world.settle();
    const freedMs = world.clock.now();
    expect((await world.site(nameOf(0)))?.release?.dueMs).toBe(freedMs + 2 * minute);
    expect(await world.releases(testConfiguration())).toEqual([`${nameOf(0)} waiting`]);
    await world.pass(2 * minute);
    expect(await world.hosts('dying')).toEqual([nameOf(0)]);
  });

  it('has them pass the guard together when deletion is allowed', async () => {
    const world = await guardedWorld(10, under('upsert-only'));
    for (const index of numbers(0, 6)) {
      await world.drop([index]);
      await world.settle();
      await world.pass(20 * minute, 10 * minute);
    }
    await world.configure(testConfiguration());
    await world.settle();
    await world.pass(5 * minute);
    expect((await world.hosts()).length).toBe(10);
    expect((await world.notices()).length).toBe(2);
  });

  it('is off when its claim returns', async () => {
    const world = await guardedWorld(10, under('upsert-only'));
    await world.drop([0]);
    await world.settle();
    await world.pass(5 * minute);
    await world.publish([0]);
    expect((await world.site(nameOf(0)))?.release).toBeUndefined();
  });

  it('withdraws the notice when the policy becomes more cautious', async () => {
    const world = await guardedWorld(10);
    await world.drop(numbers(0, 6));
    await world.settle();
    await world.pass(5 * minute);
    expect((await world.notices()).length).toBe(2);
    await world.configure(under('upsert-only'));
    await world.settle();
    expect(await world.notices()).toEqual([]);
    expect((await world.releases(under('upsert-only')))[0]).toBe(`${nameOf(0)} kept`);
  });
});
