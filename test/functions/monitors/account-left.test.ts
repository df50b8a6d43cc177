import { describe, expect, it } from 'vitest';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import { listedRows, monitorAccountKey } from '#shared/rows/monitor-rows.ts';
import { wishFor } from '../dns/world-sites.ts';
import { watch } from './sites.ts';
import { key, monitorsWorld } from './world.ts';

const minute = 60_000;
const up = { status: 200, body: '' };
const gone = { status: 502, body: '' };
const accountNamed = (name: string) =>
  ({ name, provider: 'uptimerobot', apiKey: { environment: 'KEY' }, adopt: [] }) as const;

/** A name that was told to be down, and is still. */
async function downWorld() {
  const world = await monitorsWorld();
  await world.write('a.example.com');
  await world.settle(minute);
  world.check(up);
  await world.settle(2 * minute);
  world.clock.advance(5 * minute);
  world.check(gone);
  await world.settle(2 * minute);
  return {
    ...world,
    rename: () => world.configure({ accounts: [accountNamed('other')], account: 'other' }),
    move: () => world.write('a.example.com', { wish: wishFor({ monitor: watch({ account: 'other' }) }) }),
    settleOther: (withinMs: number) => world.settle(withinMs, world.table, monitorsLane('other')),
    async episodes() {
      const alerts = await world.alerts();
      return alerts.map(({ about, episodes }) => [about, ...episodes.map(({ openedMs: _opened, ...rest }) => rest)]);
    },
  };
}

const unwatched = { closedMs: expect.any(Number), unwatched: true };

describe('an account that is not configured any more', () => {
  it('leaves nobody down for ever', async () => {
    const world = await downWorld();
    expect(await world.episodes()).toEqual([['monitor', {}]]);
    await world.configure({ accounts: [accountNamed('other')], account: 'other' });
    await world.settle(2 * minute);
    expect(await world.episodes()).toEqual([['monitor', unwatched]]);
    expect(await world.incidents()).toMatchObject([{ endedMs: world.clock.now() - 2 * minute, unwatched: true }]);
  });

  it('leaves its monitors as they are, and nothing of what it remembered', async () => {
    const world = await downWorld();
    const before = world.monitors();
    await world.rename();
    await world.settle(2 * minute);
    expect(world.monitors()).toEqual(before);
    expect(await world.rows()).toEqual([]);
    expect(await world.table.query(listedRows(world.lane))).toEqual([]);
    expect(await world.table.get(monitorAccountKey(world.lane))).toBeUndefined();
  });

  it('is told of no more', async () => {
    const world = await downWorld();
    world.account.setKey(key);
    await world.settle(2 * minute);
    expect(await world.episodes()).toEqual([
      ['monitor', {}],
      ['work', {}],
    ]);
    await world.rename();
    await world.settle(2 * minute);
    expect(await world.episodes()).toEqual([
      ['monitor', unwatched],
      ['work', unwatched],
    ]);
  });

  it('hands its names to another, which tells of the next time that they are down', async () => {
    const world = await downWorld();
    await world.rename();
    await world.settle(minute);
    await world.move();
    await world.settleOther(2 * minute);
    world.clock.advance(5 * minute);
    world.check(up);
    await world.settleOther(50 * minute);
    world.check(gone);
    await world.settleOther(2 * minute);
    expect(await world.episodes()).toEqual([['monitor', unwatched, {}]]);
  });

  it('closes nothing that another has met', async () => {
    const world = await downWorld();
    await world.rename();
    await world.move();
    await world.settleOther(2 * minute);
    world.clock.advance(5 * minute);
    world.check(up);
    await world.settleOther(20 * minute);
    world.check(gone);
    await world.settleOther(2 * minute);
    await world.settle(2 * minute);
    expect(await world.episodes()).toEqual([['monitor', {}]]);
    world.clock.advance(5 * minute);
    world.check(up);
    await world.settleOther(2 * minute);
    expect(await world.episodes()).toEqual([['monitor', { closedMs: expect.any(Number) }]]);
  });

  it('is listed anew once it is configured again', async () => {
    const world = await downWorld();
    await world.rename();
    await world.settle(2 * minute);
    await world.configure();
    await world.write('a.example.com');
    await world.settle(2 * minute);
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
    expect(world.monitors()).toHaveLength(1);
  });
});
