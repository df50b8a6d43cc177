import { expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { guardedWorld, keyOf, minute, nameOf, numbers } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

/** A small edge of the given name, and a large one beside it. */
const twoEdges = (name: string): Configuration => {
  const [edge, ...rest] = testConfiguration().edges;
  if (edge === undefined) throw new Error('no edge');
  return {
    ...testConfiguration(),
    edges: [{ ...edge, name }, { ...edge, name: 'other', classes: ['other'] }, ...rest],
  };
};

async function threeGone() {
  const world = await guardedWorld(6, twoEdges('public'));
  for (const index of numbers(100, 130)) {
    await world.say(keyOf(index), ingress(keyOf(index), [nameOf(index)], { className: 'other' }));
  }
  await world.settle();
  for (const index of numbers(100, 130)) await world.keepZone(nameOf(index));
  await world.drop([0, 1, 2]);
  await world.settle();
  await world.pass(3 * minute);
  expect((await world.gone()).length).toBe(3);
  return world;
}

it.each(['public', 'renamed'])('an edge that is now called %s gets no second portion within the hour', async (name) => {
  const world = await threeGone();
  await world.configure(twoEdges(name));
  await world.settle();
  await world.drop([3, 4]);
  await world.settle();
  await world.pass(5 * minute);
  expect((await world.gone()).length).toBe(3);
});

it('what went at an edge that is still configured is nothing to another edge', async () => {
  const world = await threeGone();
  await world.drop(numbers(100, 106));
  await world.settle();
  await world.pass(5 * minute);
  expect((await world.gone()).length).toBe(9);
});
