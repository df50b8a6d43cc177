import { describe, expect, it } from 'vitest';
import { itemPartition, itemPartitions } from '../../../shared/runtime/work-item.ts';
import { guardedWorld, keyOf, minute, nameOf, numbers } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

const limited = (quota: number) => testConfiguration({ default: 'allow', rules: [], quota });
const claimOf = async (world: Awaited<ReturnType<typeof guardedWorld>>, index: number, namespace = 'shop') =>
  (await world.object(keyOf(index, namespace)))?.claims[0]?.reason;

describe('a quota of names for each namespace', () => {
  it('refuses what is over it, the newest first, and no other namespace', async () => {
    const world = await guardedWorld(0, limited(2));
    await world.walk(
      numbers(0, 3).map((index) =>
        ingress(keyOf(index), [nameOf(index)], { creationTimestamp: `2026-01-0${3 - index}T00:00:00Z` }),
      ),
    );
    await world.settle();
    expect(await world.hosts()).toEqual([nameOf(1), nameOf(2)]);
    expect(await claimOf(world, 0)).toBe('QuotaReached');
    await world.publish([7], 'blog');
    expect(await claimOf(world, 7, 'blog')).toBe('Accepted');
  });

  it('gives a name that is given up to the one that waits, once its release was executed', async () => {
    const world = await guardedWorld(2, limited(2));
    await world.publish([2]);
    expect(await claimOf(world, 2)).toBe('QuotaReached');
    await world.drop([0]);
    await world.settle();
    expect(await claimOf(world, 2)).toBe('QuotaReached');
    await world.pass(2 * minute);
    expect(await claimOf(world, 2)).toBe('Accepted');
  });

  it('takes nothing away when it is lowered, and gives when it is raised', async () => {
    const world = await guardedWorld(3, limited(3));
    await world.publish([3]);
    await world.configure(limited(1));
    await world.settle();
    expect((await world.sites()).filter(({ release }) => release === undefined).length).toBe(3);
    await world.configure(limited(4));
    await world.settle();
    expect(await claimOf(world, 3)).toBe('Accepted');
  });

  it('does not count a name that somebody else has', async () => {
    const world = await guardedWorld(0, limited(1));
    await world.publish([0], 'blog');
    await world.keepZone(nameOf(0));
    await world.publish([0, 1]);
    expect(await claimOf(world, 0)).toBe('HostTaken');
    expect(await claimOf(world, 1)).toBe('Accepted');
  });

  it('offers a place again that a new name did not need after all', async () => {
    const world = await guardedWorld(0, limited(1));
    await world.publish([0], 'blog');
    await world.keepZone(nameOf(0));
    const both = { creationTimestamp: '2026-01-01T00:00:00Z', className: 'private' };
    await world.say('shop/a', ingress('shop/a', [nameOf(0)], both));
    await world.say(keyOf(1), ingress(keyOf(1), [nameOf(1)]));
    await world.settle();
    expect((await world.object('shop/a'))?.claims[0]?.reason).toBe('HostTaken');
    expect(await claimOf(world, 1)).toBe('Accepted');
  });

  it('keeps no place for a name that was refused for another reason', async () => {
    const world = await guardedWorld(0, limited(1));
    await world.publish([0], 'blog');
    await world.keepZone(nameOf(0));
    await world.say('shop/a', ingress('shop/a', [nameOf(0), nameOf(1)], { className: 'private' }));
    await world.settle();
    expect((await world.object('shop/a'))?.claims.map(({ reason }) => reason)).toEqual(['QuotaReached', 'Accepted']);
  });

  it('leaves the lane in peace while all that ask for a free place are refused for other reasons', async () => {
    let tick = (): void => undefined;
    const world = await guardedWorld(0, limited(1), (table) => ({
      ...table,
      transact(actions) {
        tick();
        return table.transact(actions);
      },
    }));
    tick = () => world.clock.advance(1);
    await world.publish([0], 'blog');
    await world.publish([1], 'news');
    for (const index of [0, 1]) await world.keepZone(nameOf(index));
    await world.say('shop/a', ingress('shop/a', [nameOf(0), nameOf(1)], { className: 'private' }));
    await world.settle();
    const parts = Array.from({ length: itemPartitions }, (_, part) =>
      world.table.query(itemPartition('claims:demo', part)),
    );
    const items = (await Promise.all(parts)).flat();
    expect(items.filter(({ row }) => row.dueMs < world.clock.now() + minute / 2)).toEqual([]);
  });
});
