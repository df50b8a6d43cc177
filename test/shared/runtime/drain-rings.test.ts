import { describe, expect, it } from 'vitest';
import { registeredLanes } from '../../../shared/runtime/lanes.ts';
import { runDrain } from '../../support/run-drain.ts';
import { toyCapability, toyLane, toyWorld } from '../../support/toy-capability.ts';

describe('rings', () => {
  it('rings to the end of its lease when it begins, so that its crash is noticed', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.drain();
    expect(world.rings).toEqual([{ lane: toyLane, delaySeconds: 125 }]);
  });

  it('rings nobody when nothing is due', async () => {
    const world = await toyWorld();
    await world.drain();
    expect(world.rings).toEqual([]);
  });

  it('sends one delayed ring for successors due within 60 s, none for later ones', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.wish('b');
    const nowMs = world.clock.now();
    await world.drain(async (key) => ({ key, result: 'pending', atMs: nowMs + (key === 'a' ? 30_000 : 40_000) }));
    expect(world.rings.slice(1)).toEqual([{ lane: toyLane, delaySeconds: 30 }]);
    world.clock.advance(40_000);
    await world.drain(async (key) => ({ key, result: 'pending', atMs: world.clock.now() + 61_000 }));
    expect(world.rings.slice(3)).toEqual([]);
  });

  it('registers and rings each other lane once, at its end', async () => {
    const world = await toyWorld();
    for (const key of ['a', 'b', 'c']) await world.wish(key);
    await world.drain(async (key, drain) => {
      const item = { lane: 'other:x', key, row: 'r', generation: 1, dueMs: drain.now() };
      await world.table.transact(await drain.enqueue([item]));
      return { key, result: 'done' };
    });
    expect(world.rings.filter((ring) => ring.lane === 'other:x')).toEqual([{ lane: 'other:x', delaySeconds: 0 }]);
    expect((await world.table.query(registeredLanes)).map(({ row }) => row.lane)).toContain('other:x');
  });

  it('a doorbell that fails costs nothing but the ring', async () => {
    const world = await toyWorld();
    await world.wish('a');
    const doorbell = { ring: () => Promise.reject(new Error('queue is gone')) };
    const { table, clock, far } = world;
    const report = await runDrain({ capability: toyCapability(far), lane: toyLane, table, clock, doorbell });
    expect(report).toMatchObject({ result: 'drained', lostRings: 1 });
  });
});
