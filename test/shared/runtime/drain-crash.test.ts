import { describe, expect, it } from 'vitest';
import type { Capability } from '../../../shared/runtime/capability.ts';
import { type ToyWorld, toyCapability, toyLane, toyWorld, wishKey } from '../../support/toy-capability.ts';

const bug = new TypeError('cannot read properties of undefined');
/** Fails whenever the poisoned key is among those taken, and before anything is done. */
const poisonous = (world: ToyWorld, poison: string): Capability => {
  const inner = toyCapability(world.far);
  return {
    ...inner,
    async work(drain) {
      if (drain.keys.some(({ key }) => key === poison)) throw bug;
      return inner.work(drain);
    },
  };
};

describe('an unknown error', () => {
  it('is thrown on, so that log and metric see it, and gives the lease back at once', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await expect(world.drain(() => Promise.reject(bug))).rejects.toBe(bug);
    expect((await world.state())?.token).toBeUndefined();
    expect(await world.state()).toMatchObject({ alone: { key: 'a', crashes: 1 } });
    expect(await world.items()).toHaveLength(1);
    expect(world.rings.at(-1)).toEqual({ lane: toyLane, delaySeconds: 5 });
  });

  it('a poison among many is parked as InternalError, the others are done', async () => {
    const world = await toyWorld();
    for (let index = 0; index < 300; index += 1) await world.wish(`k${index}`, index);
    let crashes = 0;
    const poisoned: string[] = [];
    for (let drains = 0; drains < 400 && poisoned.length === 0; drains += 1) {
      await world.drainWith(poisonous(world, 'k150')).then(
        (report) => poisoned.push(...report.poisoned),
        () => {
          crashes += 1;
        },
      );
    }
    await world.drainWith(poisonous(world, 'k150'));
    expect(poisoned).toEqual(['k150']);
    expect(crashes).toBeLessThanOrEqual(7);
    expect(world.far.size).toBe(299);
    expect(await world.parked()).toMatchObject([
      { key: 'k150', reason: 'InternalError', until: 'hourly', alone: true },
    ]);
    expect(await world.items()).toMatchObject([{ key: 'k150' }]);
    expect((await world.state())?.slow).toBeUndefined();
  });

  it('parked after crashes, it is tried again hourly, alone, and parked again while it crashes', async () => {
    const world = await parkedWorld();
    world.clock.advance(3_600_000);
    await world.wish('other');
    await expect(world.drainWith(poisonous(world, 'bad'))).rejects.toBe(bug);
    expect(world.far.has('other')).toBe(false);
    await expect(world.drainWith(poisonous(world, 'bad'))).rejects.toBe(bug);
    await expect(world.drainWith(poisonous(world, 'bad'))).rejects.toBe(bug);
    expect(await world.drainWith(poisonous(world, 'bad'))).toMatchObject({ poisoned: ['bad'], outcomes: { done: 1 } });
    expect(world.far.has('other')).toBe(true);
  });

  it('once the bug is mended the next hourly try ends it', async () => {
    const world = await parkedWorld();
    world.clock.advance(3_600_000);
    await world.drain();
    expect(world.far.has('bad')).toBe(true);
    expect([await world.items(), await world.parked()]).toEqual([[], []]);
  });
});

/** A world in which `bad` was parked because it crashed three times. */
async function parkedWorld(): Promise<ToyWorld> {
  const world = await toyWorld();
  await world.wish('bad');
  for (let tries = 0; tries < 3; tries += 1) {
    await expect(world.drainWith(poisonous(world, 'bad'))).rejects.toBe(bug);
  }
  expect(await world.drain()).toMatchObject({ poisoned: ['bad'], taken: 0 });
  expect((await world.state())?.slow ?? (await world.state())?.alone).toBeUndefined();
  return world;
}

describe('a lease found unreleased', () => {
  it('means a crash: the next drains take an eighth', async () => {
    const world = await toyWorld();
    for (let index = 0; index < 16; index += 1) await world.wish(`k${index}`);
    await dieAtWork(world);
    world.clock.advance(125_000);
    expect(await world.drain()).toMatchObject({ taken: 2 });
    for (let drains = 0; drains < 7; drains += 1) expect(await world.drain()).toMatchObject({ taken: 2 });
    for (let index = 0; index < 5; index += 1) await world.wish(`k${index}`);
    expect(await world.drain()).toMatchObject({ taken: 5 });
  });
});

describe('a drain that ends on its budget with nothing done', () => {
  it('counts as a crash', async () => {
    const world = await toyWorld();
    for (let index = 0; index < 16; index += 1) await world.wish(`k${index}`);
    const slow = async () => {
      world.clock.advance(81_000);
      return undefined;
    };
    expect(await world.drain(slow)).toMatchObject({ result: 'crashed', taken: 16 });
    expect(await world.drain(slow)).toMatchObject({ result: 'crashed', taken: 2 });
    expect(await world.items()).toHaveLength(16);
  });
});

describe('a key that crashed alone', () => {
  it('is split first, and looked at again after its parts', async () => {
    const world = await toyWorld();
    await world.wish('whole');
    await world.table.transact([
      { action: 'put', key: wishKey('part1'), row: { key: 'part1', value: 1, generation: 1 } },
    ]);
    const capability: Capability = { ...poisonous(world, 'whole'), split: async () => ['part1', 'part2'] };
    await expect(world.drainWith(capability)).rejects.toBe(bug);
    await world.drainWith(capability);
    expect((await world.items()).map((item) => item.key)).toEqual(['part1', 'part2', 'whole']);
    await world.drainWith(capability);
    await world.drainWith(capability);
    expect([...world.far.keys()]).toEqual(['part1']);
    expect((await world.items()).map((item) => item.key)).toEqual(['whole']);
    world.clock.advance(60_000);
    await expect(world.drainWith(capability)).rejects.toBe(bug);
    await expect(world.drainWith(capability)).rejects.toBe(bug);
    await expect(world.drainWith(capability)).rejects.toBe(bug);
    expect(await world.drainWith(capability)).toMatchObject({ poisoned: ['whole'] });
  });
});

/** Ends the process in the middle of the work: whatever it asks of the table from then on fails. */
async function dieAtWork(world: ToyWorld): Promise<void> {
  const dead = new Error('killed');
  const { transact } = world.table;
  await world
    .drainWith({
      ...toyCapability(world.far),
      work: () => {
        world.table.transact = () => Promise.reject(dead);
        return Promise.reject(dead);
      },
    })
    .catch(() => undefined);
  world.table.transact = transact;
}
