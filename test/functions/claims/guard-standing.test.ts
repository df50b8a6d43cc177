import { describe, expect, it } from 'vitest';
import { guardedWorld, keyOf, minute, nameOf, numbers } from './safety-world.ts';
import { ingress } from './samples.ts';

const asked = (indices: readonly number[]) => indices.map((index) => ingress(keyOf(index), [nameOf(index)]));

describe('names that are asked for and never stand', () => {
  it('make no room for those that a bad deploy drops', async () => {
    const world = await guardedWorld(10);
    await world.walk(asked(numbers(100, 130)));
    await world.settle();
    await world.pass(5 * minute);
    expect(await world.hosts('dying')).toEqual([]);
    expect((await world.notices()).map(({ message }) => message)).toContain(
      '10 of the 10 names of cluster demo would be gone within an hour, at most 3 may go, so none goes',
    );
  });

  it.each([
    { standing: 20, dropped: 6, gone: 6 },
    { standing: 20, dropped: 7, gone: 0 },
    { standing: 10, dropped: 3, gone: 3 },
  ])('leave the share of $standing that stand at what it is: of $dropped dropped $gone go', async (row) => {
    const world = await guardedWorld(row.standing);
    for (const one of asked(numbers(100, 130))) await world.say(one.key, one);
    await world.drop(numbers(0, row.dropped));
    await world.settle();
    await world.pass(5 * minute);
    expect((await world.hosts('dying')).length).toBe(row.gone);
  });

  it('make no room by going themselves', async () => {
    const world = await guardedWorld(10);
    for (const one of asked(numbers(100, 130))) await world.say(one.key, one);
    await world.settle();
    await world.drop([0, 1, 2, 3, ...numbers(100, 130)]);
    await world.settle();
    await world.pass(5 * minute);
    expect(await world.hosts('dying')).toEqual([]);
  });
});
