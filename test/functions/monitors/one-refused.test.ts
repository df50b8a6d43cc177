import { describe, expect, it } from 'vitest';
import type { UptimeRobotOptions } from '#local/cloud/uptimerobot/options.ts';
import { monitorsWorld } from './world.ts';

const minute = 60_000;
const up = { status: 200, body: '' };
const gone = { status: 502, body: '' };

describe('a name whose monitor cannot be made', () => {
  it.each([
    ['POST /v3/monitors', 403, 'Refused: UptimeRobot: POST /monitors: 403'],
    ['GET /v3/user/me', 500, 'Retrying: UptimeRobot: GET /user/me: 500'],
  ])('as %s answers %i keeps nobody from being told of others', async (call, status, said) => {
    let isRefused = false;
    const faults: UptimeRobotOptions['faults'] = ({ method, path }) =>
      isRefused && `${method} ${path}` === call ? { status, headers: {}, body: '<html>' } : undefined;
    const world = await monitorsWorld({ account: { faults } });
    await world.write('a.example.com');
    await world.settle(minute);
    world.check(up);
    await world.settle(70 * minute);
    isRefused = true;
    await world.write('refused.example.com');
    await world.settle(3 * minute);
    world.clock.advance(5 * minute);
    world.check(gone);
    await world.settle(2 * minute);
    expect(await world.alerts()).toMatchObject([{ about: 'monitor', subject: 'a.example.com/public' }]);
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
    expect(await world.condition('refused.example.com')).toContain(said);
    isRefused = false;
    await world.settle(62 * minute);
    expect(await world.condition('refused.example.com')).toMatch(/^True Watched/);
  });
});
