import { describe, expect, it } from 'vitest';
import type { Scope } from '../../../shared/domain/scope.ts';
import { hostItem } from '../../../shared/rows/claims-keys.ts';
import { holdKey } from '../../../shared/rows/safety-rows.ts';
import { put, type Table } from '../../../shared/runtime/table.ts';
import { guardedWorld, minute, nameOf, numbers, second } from './safety-world.ts';

const host = nameOf(0);

describe('a hold', () => {
  it.each<Scope>(['all', 'cluster:demo', 'edge:public', 'zone:example.com', `host:${host}`])(
    'over %s stops the clock of a release and gives the rest of it back',
    async (scope) => {
      const world = await guardedWorld(5);
      await world.drop([0]);
      await world.settle();
      await world.pass(30 * second, 30 * second);
      await world.hold(scope);
      await world.pass(60 * minute, 10 * minute);
      expect(await world.releases()).toEqual([`${host} held ${scope}`]);
      await world.resume(scope);
      expect((await world.site(host))?.release?.dueMs).toBe(world.clock.now() + 90 * second);
      await world.pass(89 * second, 89 * second);
      expect(await world.hosts('dying')).toEqual([]);
      await world.pass(second, second);
      expect(await world.hosts('dying')).toEqual([host]);
    },
  );

  it('that expires gives the rest back by itself', async () => {
    const world = await guardedWorld(5);
    await world.drop([0]);
    await world.settle();
    await world.hold('edge:public', world.clock.now() + 30 * minute);
    await world.pass(30 * minute);
    expect(await world.hosts('dying')).toEqual([]);
    expect((await world.site(host))?.release?.dueMs).toBe(world.clock.now() + 2 * minute);
    await world.pass(2 * minute);
    expect(await world.hosts('dying')).toEqual([host]);
  });

  it('of another edge or host is nothing to it', async () => {
    const world = await guardedWorld(5);
    await world.hold('edge:private');
    await world.hold('host:other.example.com');
    await world.drop([0]);
    await world.settle();
    await world.pass(2 * minute);
    expect(await world.hosts('dying')).toEqual([host]);
  });

  it('is not over when one of two is lifted', async () => {
    const world = await guardedWorld(5);
    await world.drop([0]);
    await world.settle();
    await world.hold('all');
    await world.hold(`host:${host}`);
    await world.pass(5 * minute);
    await world.resume('all');
    await world.pass(10 * minute);
    expect(await world.releases()).toEqual([`${host} held host:${host}`]);
    await world.resume(`host:${host}`);
    expect((await world.site(host))?.release?.dueMs).toBe(world.clock.now() + 2 * minute);
  });

  it('stops what is approved, and takes what it holds out of what the guard counts', async () => {
    const world = await guardedWorld(20);
    await world.drop(numbers(0, 8));
    await world.settle();
    for (const index of numbers(0, 4)) await world.hold(`host:${nameOf(index)}`);
    await world.approve([0]);
    await world.pass(3 * minute);
    expect(await world.hosts('dying')).toEqual(numbers(4, 8).map(nameOf));
    expect((await world.releases())[0]).toBe(`${host} held host:${host}`);
  });

  it('does not keep a name that comes back from being served', async () => {
    const world = await guardedWorld(5);
    await world.hold('all');
    await world.drop([0]);
    await world.settle();
    await world.pass(10 * minute);
    await world.publish([0]);
    expect((await world.site(host))?.release).toBeUndefined();
  });

  it('that comes over a release in the very drain that would let it go stops it', async () => {
    let armed = false;
    const wrap = (table: Table): Table => ({
      ...table,
      async transact(actions) {
        const lets = actions.some((action) => action.action === 'check' && action.key.pk === 'hold');
        if (armed && lets) {
          armed = false;
          await table.transact([put(holdKey('all'), { scope: 'all', sinceMs: 0, by: 'oncall' })]);
        }
        await table.transact(actions);
      },
    });
    const world = await guardedWorld(5, undefined, wrap);
    await world.drop([0]);
    await world.settle();
    armed = true;
    await world.pass(5 * minute);
    expect(armed).toBe(false);
    expect(await world.hosts('dying')).toEqual([]);
    await world.wake(hostItem(host));
    await world.settle();
    expect(await world.releases()).toEqual([`${host} held all`]);
  });
});
