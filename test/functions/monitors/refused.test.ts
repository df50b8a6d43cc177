import { describe, expect, it } from 'vitest';
import type { UptimeRobot } from '#local/cloud/uptimerobot/uptimerobot.ts';
import { parkedRows } from '#shared/runtime/parked-row.ts';
import { key, monitorsWorld } from './world.ts';

const minute = 60_000;
const up = { status: 200, body: '' };
const gone = { status: 502, body: '' };

async function watched() {
  const way: NonNullable<Parameters<typeof monitorsWorld>[0]>['way'] = {};
  const world = await monitorsWorld({ way });
  await world.write('a.example.com');
  await world.settle(minute);
  world.check(up);
  await world.settle(3 * minute);
  return { ...world, way };
}

describe('an account that refuses us', () => {
  it.each([401, 403])('once, with %s, is listed again within a minute', async (status) => {
    const { way, ...world } = await watched();
    let isFirst = true;
    way.handle = (to: UptimeRobot) => (request, nowMs) => {
      if (!isFirst) return to.handle(request, nowMs);
      isFirst = false;
      return { status, headers: {}, body: 'blocked' };
    };
    await world.settle(2 * minute);
    expect(isFirst).toBe(false);
    world.clock.advance(5 * minute);
    world.check(gone);
    await world.settle(2 * minute);
    expect(await world.alerts()).toMatchObject([
      { about: 'monitor', reason: 'Down', episodes: [{}] },
      { about: 'work', reason: 'AccessDenied', episodes: [{ closedMs: expect.any(Number) }] },
    ]);
    expect(await world.table.query(parkedRows(world.lane))).toEqual([]);
  });

  it('is asked every ten minutes at most, and goes on that soon after its key was mended', async () => {
    const { way, ...world } = await watched();
    let asked = 0;
    way.handle = (to: UptimeRobot) => (request, nowMs) => {
      asked += 1;
      return to.handle(request, nowMs);
    };
    world.account.setKey(key);
    await world.settle(5.5 * 60 * minute);
    expect(asked).toBeLessThanOrEqual(5.5 * 6 + 8);
    expect(await world.condition('a.example.com')).toMatch(/^Unknown AccessDenied/);
    world.account.setKey(key, 'main');
    await world.settle(11 * minute);
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
  });
});
