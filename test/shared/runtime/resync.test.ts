import { describe, expect, it } from 'vitest';
import type { Capability } from '../../../shared/runtime/capability.ts';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { raiseWanted } from '../../../shared/runtime/lanes.ts';
import { put, remove } from '../../../shared/runtime/table.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';
import { mortal } from '../../support/mortal-table.ts';
import { runDrain } from '../../support/run-drain.ts';
import { type ToyWorld, toyCapability, toyLane, toyWorld, wishKey } from '../../support/toy-capability.ts';

async function withRows(count: number): Promise<ToyWorld> {
  const world = await toyWorld();
  for (let index = 0; index < count; index += 1) {
    const key = `k${String(index).padStart(4, '0')}`;
    await world.table.transact([put(wishKey(key), { key, value: index, generation: 1 })]);
  }
  return world;
}

describe('a new configuration', () => {
  it('has every row of the lane looked at, and is then what the lane has seen', async () => {
    const world = await withRows(200);
    await world.drain();
    expect(world.far.size).toBe(0);
    const { seq } = await writeConfiguration(world.table, emptyConfiguration);
    expect(await world.drain()).toMatchObject({ taken: 200, behind: false });
    expect(world.far.size).toBe(200);
    expect(await world.state()).toMatchObject({ seq });
    expect((await world.state())?.walk).toBeUndefined();
  });

  it('unparks what waits for a change', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.drain(async (key) => ({ key, result: 'parked', reason: 'InvalidTarget', message: 'no' }));
    await writeConfiguration(world.table, emptyConfiguration);
    await world.drain();
    expect(world.far.has('a')).toBe(true);
    expect(await world.parked()).toEqual([]);
  });

  it('only unparks and writes items: what is parked again while the walk goes on stays parked', async () => {
    const world = await withRows(3);
    await writeConfiguration(world.table, emptyConfiguration);
    await world.drain(async (key) => ({ key, result: 'parked', reason: 'InvalidTarget', message: 'no' }));
    expect(await world.parked()).toHaveLength(3);
    expect(await world.items()).toEqual([]);
  });

  it('goes on where the last drain stopped; the capability sees that it is behind', async () => {
    const world = await withRows(400);
    await writeConfiguration(world.table, emptyConfiguration);
    const asked: (string | undefined)[] = [];
    const behind: boolean[] = [];
    const toy = toyCapability(world.far);
    const slow: Capability = {
      ...toy,
      keysAfter(drain, after, limit) {
        asked.push(after);
        world.clock.advance(15_000);
        return toy.keysAfter(drain, after, limit);
      },
      work(drain) {
        behind.push(drain.behind);
        return toy.work(drain);
      },
    };
    expect(await world.drainWith(slow)).toMatchObject({ behind: true, taken: 180 });
    expect(world.rings.at(-1)).toEqual({ lane: toyLane, delaySeconds: 0 });
    await world.drainWith(slow);
    expect(await world.drainWith(slow)).toMatchObject({ behind: false });
    expect(asked).toEqual([undefined, 'k0089', 'k0179', 'k0269', 'k0359']);
    expect(behind).toEqual([true, true, false]);
    expect(world.far.size).toBe(400);
  });

  it('ends by storing what it began with: one that came meanwhile begins another walk', async () => {
    const world = await withRows(1);
    const { seq } = await writeConfiguration(world.table, emptyConfiguration);
    const toy = toyCapability(world.far);
    const meanwhile: Capability = {
      ...toy,
      async keysAfter(drain, after, limit) {
        await writeConfiguration(world.table, emptyConfiguration);
        return toy.keysAfter(drain, after, limit);
      },
    };
    await world.drainWith(meanwhile);
    expect(await world.state()).toMatchObject({ seq });
    await world.drain();
    expect(await world.state()).toMatchObject({ seq: seq + 1 });
  });

  it('an older document written later is the newer configuration', async () => {
    const world = await toyWorld();
    const first = await writeConfiguration(world.table, emptyConfiguration);
    const second = await writeConfiguration(world.table, { ...emptyConfiguration, mode: 'observe' });
    const third = await writeConfiguration(world.table, emptyConfiguration);
    expect([second.seq - first.seq, third.seq - second.seq]).toEqual([1, 1]);
  });
});

describe('a walk that is killed between any two calls of the table', () => {
  it('still has every row looked at, and every parked one', async () => {
    for (let calls = 5; calls < 25; calls += 1) {
      const world = await withRows(100);
      for (let index = 0; index < 50; index += 1) await world.wish(`p${index}`);
      await world.drain(async (key) => ({ key, result: 'parked', reason: 'InvalidTarget', message: 'no' }));
      for (const { key } of await world.parked()) await world.table.transact([remove(wishKey(key))]);
      await writeConfiguration(world.table, emptyConfiguration);
      const looked = new Set<string>();
      const capability = toyCapability(world.far, async (key) => {
        looked.add(key);
        return { key, result: 'done' };
      });
      const { clock } = world;
      const { table } = mortal(world.table, calls);
      await runDrain({ capability, lane: toyLane, table, clock }).catch(() => undefined);
      clock.advance(125_000);
      for (let drains = 0; drains < 9; drains += 1) await world.drainWith(capability);
      expect([calls, looked.size, (await world.items()).length]).toEqual([calls, 150, 0]);
    }
  });
});

describe('a raised `wanted`', () => {
  it('walks once, however often it was raised', async () => {
    const world = await withRows(2);
    await Promise.all([raiseWanted(world.table, toyLane), raiseWanted(world.table, toyLane)]);
    expect(await world.drain()).toMatchObject({ taken: 2 });
    expect(await world.state()).toMatchObject({ wanted: 2 });
    expect(await world.drain()).toMatchObject({ taken: 0 });
  });
});
