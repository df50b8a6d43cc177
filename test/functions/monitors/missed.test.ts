import { describe, expect, it } from 'vitest';
import { wishFor } from '../dns/world-sites.ts';
import { watch } from './sites.ts';
import { minute, webhookWorld } from './webhook-world.ts';

const up = { status: 200, body: '' };
const gone = { status: 502, body: '' };
const fast = { wish: wishFor({ monitor: watch({ intervalSeconds: 60 }) }) };

/** A site that is up, checked each minute, listed every five. */
async function watched(first = up) {
  const way = { isRead: true };
  const unread = { status: 500, headers: {}, body: '' };
  const faults = ({ path }: { path: string }) => (!way.isRead && path === '/v3/incidents' ? unread : undefined);
  const world = await webhookWorld({ account: { faults, limits: { lagMs: 0, flickers: false } } });
  await world.write('a.example.com', fast);
  await world.settle(minute);
  world.check(first);
  await world.settle(22 * minute);
  world.check(up);
  await world.settle(6 * minute);
  return {
    ...world,
    way,
    episodes: async () => (await world.alerts()).flatMap(({ episodes }) => episodes),
    /** Down, with its call lost, and up a minute later. */
    async misses(): Promise<void> {
      world.check(gone);
      world.clock.advance(61_000);
      for (const call of world.check(up)) await world.deliver(call);
    },
  };
}

describe('what was over before anybody looked', () => {
  it('is kept with its times, once', async () => {
    const world = await watched();
    await world.misses();
    await world.settle(15 * minute);
    const [real] = world.account.incidents();
    const times = { startedMs: real?.startedMs, endedMs: real?.endedMs };
    expect(await world.incidents()).toMatchObject([{ ...times, cause: '502 Bad Gateway' }]);
    expect(await world.episodes()).toEqual([{ openedMs: times.startedMs, closedMs: times.endedMs }]);
  });

  it('is kept by the next list where the provider’s record cannot be read', async () => {
    const world = await watched();
    world.way.isRead = false;
    await world.misses();
    await world.settle(15 * minute);
    const [real] = world.account.incidents();
    const [kept, ...more] = await world.incidents();
    expect(more).toEqual([]);
    expect(kept?.startedMs).toBe(real?.startedMs);
    expect(kept?.endedMs).toBeGreaterThanOrEqual(real?.endedMs ?? Number.POSITIVE_INFINITY);
  });

  it('is kept beside one that follows at once', async () => {
    const world = await watched();
    await world.misses();
    await world.settle(61_000);
    for (const call of world.check(gone)) await world.deliver(call);
    await world.settle(minute);
    expect(await world.incidents()).toHaveLength(2);
    expect((await world.episodes()).filter(({ closedMs }) => closedMs === undefined)).toHaveLength(1);
  });

  it('is nothing where it never was up before', async () => {
    const world = await watched(gone);
    await world.settle(15 * minute);
    expect(world.account.incidents()).toHaveLength(1);
    expect(await world.incidents()).toEqual([]);
    expect(await world.alerts()).toEqual([]);
  });
});

describe('what is up again', () => {
  it('is told within seconds, though the provider’s record could not be read once', async () => {
    const world = await watched();
    for (const call of world.check(gone)) await world.deliver(call);
    await world.settle(61_000);
    expect(await world.episodes()).toEqual([{ openedMs: expect.any(Number) }]);
    world.way.isRead = false;
    for (const call of world.check(up)) await world.deliver(call);
    await world.drain();
    world.way.isRead = true;
    await world.settle(20_000);
    expect(await world.episodes()).toMatchObject([{ closedMs: world.account.incidents()[0]?.endedMs }]);
  });
});
