import { describe, expect, it } from 'vitest';
import { LeaseLostError, RetryableError } from '../../../shared/errors/kinds.ts';
import { laneStateKey } from '../../../shared/runtime/lanes.ts';
import { type Lease, takeLease, voidLeases } from '../../../shared/runtime/lease.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { conflictingTable } from '../../support/conflicting-table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { seededRandom } from '../../support/run-drain.ts';
import { setFar, type ToyWorld, toyLane, toyWorld } from '../../support/toy-capability.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

const random = seededRandom(99);
async function take({ table, clock }: ToyWorld): Promise<Lease> {
  const lease = await takeLease({ table, lane: toyLane, clock, random });
  if ('refused' in lease) throw new Error(`refused: ${lease.refused}`);
  return lease;
}

describe('the lease', () => {
  it('is for one at a time, for 125 s', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await take(world);
    expect(await world.drain()).toMatchObject({ result: 'held' });
    world.clock.advance(124_999);
    expect(await world.drain()).toMatchObject({ result: 'held' });
    world.clock.advance(1);
    expect(await world.drain()).toMatchObject({ result: 'drained' });
  });

  it('goes to one of many who take it at the same time', async () => {
    const world = await toyWorld();
    const { table, clock } = world;
    const all = await Promise.all(Array.from({ length: 5 }, () => takeLease({ table, lane: toyLane, clock, random })));
    expect(all.filter((lease) => 'token' in lease)).toHaveLength(1);
  });

  it('may be nobody’s after two met on the lane row, so whoever met rings again', async () => {
    const conflicting = conflictingTable(memoryTable());
    const { table, clock, wish, rings, drain } = await toyWorld(conflicting.table);
    await wish('a');
    const all = await Promise.all(Array.from({ length: 5 }, () => takeLease({ table, lane: toyLane, clock, random })));
    expect(all.filter((lease) => 'token' in lease)).toHaveLength(1);
    expect(all.filter((lease) => 'conflict' in lease)).toHaveLength(4);
    clock.advance(125_000);
    const reports = await Promise.all([drain(), drain(), drain()]);
    expect(reports.map(({ result }) => result).sort()).toEqual(['drained', 'held', 'held']);
    expect(rings.filter(({ delaySeconds }) => delaySeconds === 1)).toHaveLength(2);
  });

  it('is unknown after an answer that was lost', async () => {
    const inner = memoryTable();
    const transact = async () => {
      throw new RetryableError('no clear answer', { ambiguous: true });
    };
    const table: Table = { ...inner, transact };
    await expect(takeLease({ table, lane: toyLane, clock: virtualClock(), random })).rejects.toThrow(RetryableError);
  });

  it('is released only by its token', async () => {
    const world = await toyWorld();
    const late = await take(world);
    world.clock.advance(125_000);
    const lease = await take(world);
    await expect(late.commit({ ...late.state(), untilMs: 0 })).rejects.toThrow(LeaseLostError);
    expect(await world.state()).toMatchObject({ token: lease.token });
    await expect(late.assertHeld()).rejects.toThrow(LeaseLostError);
    await lease.assertHeld();
  });

  it('every write of the lane row is conditional on the token', async () => {
    const world = await toyWorld();
    const lease = await take(world);
    await lease.commit({ ...lease.state(), taken: 3 });
    await lease.commit({ ...lease.state(), taken: 4 });
    expect(await world.state()).toMatchObject({ token: lease.token, taken: 4 });
  });

  it('ends by the monotonic clock, whatever the wall clock does', async () => {
    const world = await toyWorld();
    const lease = await take(world);
    world.clock.jump(-3_600_000);
    world.clock.advance(100_000);
    await lease.assertHeld();
    world.clock.advance(1);
    await expect(lease.assertHeld()).rejects.toThrow(LeaseLostError);
  });

  it('taken before the clock went back is not waited for', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await take(world);
    world.clock.jump(-86_400_000);
    expect(await world.drain()).toMatchObject({ result: 'drained' });
  });

  it('of an earlier process is voided by one that is alone, and counts as no crash', async () => {
    const world = await toyWorld();
    await world.wish('a');
    const lease = await take(world);
    await lease.commit({ ...lease.state(), taken: 80 });
    await voidLeases(world.table);
    await voidLeases(world.table);
    expect(await world.drain()).toMatchObject({ result: 'drained', outcomes: { done: 1 } });
    expect((await world.state())?.slow).toBeUndefined();
  });
});

describe('a drain whose token is gone', () => {
  it('stops before it applies', async () => {
    const world = await toyWorld();
    await world.wish('a');
    const report = await world.drain(async (key, drain) => {
      world.clock.advance(60_000);
      await steal(world);
      return setFar(world.far, key, drain);
    });
    expect(report.result).toBe('lost');
    expect(world.far.size).toBe(0);
    expect(await world.items()).toHaveLength(1);
  });

  it('after a call writes a new item for each key it touched, so that they are looked at again', async () => {
    const world = await toyWorld();
    await world.wish('a', 1);
    const report = await world.drain(async (key, drain) => {
      const outcome = await setFar(world.far, key, drain);
      // Another drain begins, finishes the key and removes its item, while our call is still on its way.
      await steal(world);
      await world.drain();
      return outcome;
    });
    expect(report.result).toBe('lost');
    expect(await world.items()).toMatchObject([{ key: 'a', attempt: 0, row: 'lane#toy:a/state' }]);
    expect(world.rings.at(-1)).toEqual({ lane: toyLane, delaySeconds: 0 });
  });

  it('writes none of its outcomes', async () => {
    const world = await toyWorld();
    await world.wish('a');
    await world.drain(async (key) => ({ key, result: 'hourly', reason: 'AccessDenied', message: 'no' }));
    world.clock.advance(3_600_000);
    const report = await world.drain(async (key) => {
      await steal(world);
      await world.drain(async () => ({ key, result: 'hourly', reason: 'ZoneGone', message: 'no' }));
      return { key, result: 'done' };
    });
    expect(report.result).toBe('lost');
    expect(await world.parked()).toMatchObject([{ key: 'a', reason: 'ZoneGone' }]);
  });

  it('cannot write with its fence', async () => {
    const world = await toyWorld();
    const lease = await take(world);
    await steal(world);
    await expect(world.table.transact([lease.fence])).rejects.toMatchObject({ failed: [0] });
  });
});

/** What happens to a drain that the clock of somebody else has outlived. */
async function steal(world: ToyWorld): Promise<void> {
  const state = await world.table.get(laneStateKey(toyLane));
  if (state === undefined) throw new Error('the lane has no state');
  const { token: _token, ...free } = state;
  await world.table.transact([
    { action: 'put', key: laneStateKey(toyLane), row: { ...free, untilMs: 0, version: state.version + 1 } },
  ]);
}
