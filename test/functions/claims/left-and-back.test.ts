import { expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { guardedWorld, keyOf, minute, nameOf, numbers } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

const without = (): Configuration => ({ ...testConfiguration(), clusters: [], edges: [] });

async function tenNames() {
  const world = await guardedWorld(10);
  for (const index of numbers(0, 10)) await world.keepZone(nameOf(index));
  return world;
}

it('what a cluster said while it was out for a moment, with no drain between, is known to be missing', async () => {
  const world = await tenNames();
  await world.configure(without());
  const heir = ingress('shop/heir', [nameOf(0)]);
  await expect(world.say('shop/heir', heir)).rejects.toThrow('UnknownCluster');
  await world.configure(testConfiguration());
  await world.settle();
  await world.drop([0]);
  await world.settle();
  await world.pass(10 * minute);
  expect((await world.site(nameOf(0)))?.state).toBe('live');
  await world.walk(numbers(1, 10).map((i) => ingress(keyOf(i), [nameOf(i)])));
  await world.pass(10 * minute);
  expect(await world.hosts('dying')).toEqual([nameOf(0)]);
});

it('a walk that was said before a cluster left is no walk since it came back', async () => {
  const world = await tenNames();
  await world.walk(numbers(1, 10).map((i) => ingress(keyOf(i), [nameOf(i)])));
  await world.configure(without());
  await world.settle();
  await world.pass(120 * minute, 10 * minute);
  await expect(world.say(keyOf(0), ingress(keyOf(0), [nameOf(0)]))).rejects.toThrow('UnknownCluster');
  await world.configure(testConfiguration());
  await world.settle();
  await world.pass(10 * minute);
  expect((await world.site(nameOf(0)))?.state).toBe('live');
});
