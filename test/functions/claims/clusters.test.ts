import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { forgetKey } from '../../../shared/rows/cluster-rows.ts';
import { objectsOf } from '../../../shared/rows/object-rows.ts';
import { claimsLane } from '../../../shared/rows/zone-rows.ts';
import { raiseWanted } from '../../../shared/runtime/lanes.ts';
import { put } from '../../../shared/runtime/table.ts';
import { type GuardedWorld, guardedWorld, keyOf, minute, nameOf, numbers } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';
import { testWorld } from './world.ts';

const without = (): Configuration => ({ ...testConfiguration(), clusters: [], edges: [] });

async function forget(world: GuardedWorld): Promise<void> {
  await world.table.transact([put(forgetKey('demo'), { cluster: 'demo', atMs: world.clock.now(), by: 'oncall' })]);
  await raiseWanted(world.table, claimsLane('demo'));
  await world.settle();
}

const all = (from: number, to: number) => numbers(from, to).map((index) => ingress(keyOf(index), [nameOf(index)]));

describe('a cluster that left the configuration', () => {
  it('is frozen: what was planned does not go', async () => {
    const world = await guardedWorld(10);
    await world.drop([0]);
    await world.settle();
    await world.configure(without());
    await world.settle();
    await world.pass(60 * minute, 10 * minute);
    expect((await world.hosts()).length).toBe(10);
  });

  it('that comes back lets nothing go before it has walked again', async () => {
    const world = await guardedWorld(10);
    await world.drop([0]);
    await world.settle();
    await world.configure(without());
    await world.settle();
    await world.pass(60 * minute, 10 * minute);
    await world.configure(testConfiguration());
    await world.settle();
    await world.pass(10 * minute);
    expect((await world.hosts()).length).toBe(10);
    await world.walk(all(1, 10));
    await world.settle();
    await world.pass(3 * minute);
    expect(await world.hosts('dying')).toEqual([nameOf(0)]);
  });

  it('that is forgotten has all its sites released, through the guard, until they are approved', async () => {
    const world = await guardedWorld(6);
    await world.configure(without());
    await world.settle();
    await forget(world);
    expect((await world.sites()).every(({ release }) => release !== undefined)).toBe(true);
    await world.pass(20 * minute, 5 * minute);
    expect((await world.hosts()).length).toBe(6);
    expect((await world.notices()).map(({ scope }) => scope)).toContain('cluster:demo');
    await world.approve(numbers(0, 6));
    expect((await world.hosts('dying')).length).toBe(6);
    for (const index of numbers(0, 6)) await world.keepZone(nameOf(index));
    await world.settle();
    expect(await world.sites()).toEqual([]);
    expect(await world.notices()).toEqual([]);
    const kind = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress' };
    expect(await world.table.query(objectsOf(kind))).toEqual([]);
  });

  it('that is forgotten and has few sites lets them go by itself', async () => {
    const world = await guardedWorld(2);
    await world.configure(without());
    await world.settle();
    await forget(world);
    await world.pass(3 * minute);
    expect((await world.hosts('dying')).length).toBe(2);
  });

  it('is not forgotten any more once it is configured again', async () => {
    const world = await guardedWorld(6);
    await world.configure(without());
    await world.settle();
    await forget(world);
    await world.configure(testConfiguration());
    await world.settle();
    await world.walk(all(0, 6));
    await world.settle();
    expect((await world.sites()).some(({ release }) => release !== undefined)).toBe(false);
    expect(await world.table.get(forgetKey('demo'))).toBeUndefined();
    await world.configure(without());
    await world.settle();
    await world.pass(10 * minute);
    expect((await world.sites()).some(({ release }) => release !== undefined)).toBe(false);
  });
});

describe('a kind that is off', () => {
  it('counts as empty only once a walk an hour later still says so', async () => {
    const world = await testWorld();
    await world.readZones();
    const off = ['/Service'] as const;
    await world.walk([...all(0, 5)], off);
    await world.settle();
    await world.walk(all(1, 5), off);
    await world.settle();
    const stateOf = async () => (await world.site(nameOf(0)))?.state;
    for (const minutes of [5, 30, 24]) {
      world.clock.advance(minutes * minute);
      await world.walk(all(1, 5), off);
      await world.settle();
    }
    expect(await stateOf()).toBe('live');
    world.clock.advance(minute);
    await world.settle();
    expect(await stateOf()).toBe('live');
    await world.walk(all(1, 5), off);
    world.clock.advance(minute);
    await world.settle();
    expect(await stateOf()).toBe('dying');
  });
});
