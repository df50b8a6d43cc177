import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultKind, type Handle, withFaults } from '#local/cloud/route53/faults.ts';
import { faultAnswers } from '#local/cloud/uptimerobot/answer.ts';
import { plans } from '#local/cloud/uptimerobot/plans.ts';
import type { UptimeRobot } from '#local/cloud/uptimerobot/uptimerobot.ts';
import { seededRandom } from '../../support/run-drain.ts';
import { wishFor } from '../dns/world-sites.ts';
import { watch } from './sites.ts';
import { key, monitorsWorld } from './world.ts';

const minute = 60_000;

/** Faults on the way, until it is mended. */
function brokenWay(shares: Readonly<Partial<Record<FaultKind, number>>>, seed = 1) {
  const random = seededRandom(seed);
  const way: { handle?: (to: UptimeRobot) => Handle } = {
    handle: (to) =>
      withFaults((request, nowMs) => to.handle(request, nowMs), { shares, random, answers: faultAnswers }),
  };
  return { way, mend: () => delete way.handle };
}

describe('a monitor', () => {
  it.each([0, 404, 500])('is made once although %s was all that answered', async (status) => {
    let isFirst = true;
    const faults = ({ method, path }: { method: string; path: string }) => {
      if (!isFirst || method !== 'POST' || path !== '/v3/monitors') return undefined;
      isFirst = false;
      return { after: { status, headers: {}, body: '' } };
    };
    const world = await monitorsWorld({ account: { faults } });
    await world.write('a.example.com');
    await world.settle(10_000);
    expect(await world.condition('a.example.com')).toMatch(/^Unknown /);
    await world.settle(2 * minute);
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
    expect(world.monitors()).toHaveLength(1);
  });

  it('is made once, whatever is lost, doubled or refused on the way', async () => {
    const hosts = ['a', 'b', 'c', 'd'].map((name) => `${name}.example.com`);
    const shares = { lostAnswer: 0.2, failedAfter: 0.2, unheard: 0.1, unavailable: 0.1, throttled: 0.05 };
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { way, mend } = brokenWay(shares, seed);
        const world = await monitorsWorld({ way });
        for (const host of hosts) await world.write(host);
        await world.settle(5 * minute);
        mend();
        await world.settle(20 * minute);
        expect(world.monitors()).toHaveLength(hosts.length);
        for (const host of hosts) expect(await world.condition(host)).toMatch(/^True Watched/);
      }),
      { numRuns: 8 },
    );
  });
});

describe('an account', () => {
  it('with an expired key says so at each site and to people, and goes on with a new one', async () => {
    const world = await monitorsWorld();
    await world.write('a.example.com');
    await world.settle();
    world.account.setKey(key);
    await world.settle(3 * minute);
    expect(await world.condition('a.example.com')).toMatch(/^Unknown AccessDenied: .*Give Firstlight the main API key/);
    expect(await world.alerts()).toMatchObject([{ about: 'work', reason: 'AccessDenied' }]);
    world.account.setKey(key, 'main');
    await world.settle(70 * minute);
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
    expect((await world.alerts())[0]?.episodes.at(-1)?.closedMs).toBeDefined();
  });

  it('with a key that may only read makes nothing and says what to do', async () => {
    const world = await monitorsWorld({ account: { keys: { [key]: 'main' } } });
    world.account.setKey(key, 'read-only');
    await world.write('a.example.com');
    await world.settle(2 * minute);
    expect(await world.condition('a.example.com')).toMatch(/^False AccessDenied: .*The key may only read/);
    expect(world.monitors()).toEqual([]);
  });

  it('that is away for long is told of once, and the sites say since when', async () => {
    const { way, mend } = brokenWay({ unavailable: 1 });
    const saved = way.handle;
    mend();
    const world = await monitorsWorld({ way });
    await world.write('a.example.com');
    await world.settle();
    if (saved !== undefined) way.handle = saved;
    await world.settle(90 * minute);
    expect(await world.condition('a.example.com')).toMatch(/^Unknown Retrying: the provider has not answered since 2/);
    expect(await world.alerts()).toMatchObject([
      { about: 'work', reason: 'Retrying', episodes: [{}], quietMs: 3_600_000 },
    ]);
    mend();
    await world.settle(15 * minute);
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
  });

  it('that is away for a day is asked now and then, however often somebody rings, and the sites have one reason', async () => {
    const asked: number[] = [];
    const way = {
      handle: () => () => {
        asked.push(1);
        return { status: 503, headers: {}, body: '' };
      },
    };
    const world = await monitorsWorld({ way });
    const said = new Set<unknown>();
    for (let at = 0; at < 288; at += 1) {
      await world.write(`s${at % 5}.example.com`);
      await world.settle(5 * minute);
      said.add(await world.condition('s0.example.com'));
    }
    expect(asked.length).toBeLessThanOrEqual(24 * 6 + 8);
    expect([...said]).toEqual([expect.stringMatching(/^False Retrying: the provider has not answered since 2/)]);
  });

  it('that is away is asked at once where somebody has deployed', async () => {
    const { way, mend } = brokenWay({ unavailable: 1 });
    const world = await monitorsWorld({ way });
    await world.write('a.example.com');
    await world.settle(30 * minute);
    mend();
    await world.configure();
    await world.settle(minute);
    expect(await world.condition('a.example.com')).toMatch(/^True Watched/);
  });

  it('whose plan has no room for all watches what is checked most often', async () => {
    const world = await monitorsWorld({ account: { plan: { ...plans.team, monitors: 2 } } });
    const seconds = { slow: 600, often: 60, fair: 300 };
    for (const [name, intervalSeconds] of Object.entries(seconds)) {
      await world.write(`${name}.example.com`, { wish: wishFor({ monitor: watch({ intervalSeconds }) }) });
    }
    await world.settle(2 * minute);
    expect(world.account.monitors().map(({ friendlyName }) => friendlyName)).toEqual([
      'often.example.com',
      'fair.example.com',
    ]);
    expect(await world.condition('slow.example.com')).toMatch(/^False QuotaReached: the plan has room for 2 monitors/);
  });

  it('whose plan forbids the interval says so of that site alone', async () => {
    const world = await monitorsWorld({ account: { plan: plans.free } });
    await world.write('often.example.com', { wish: wishFor({ monitor: watch({ intervalSeconds: 60 }) }) });
    await world.write('fair.example.com');
    await world.settle(2 * minute);
    expect(await world.condition('often.example.com')).toMatch(/^False PlanForbids: .*longer interval/);
    expect(await world.condition('fair.example.com')).toMatch(/^True Watched/);
  });

  it('of ten calls a minute is asked no more often', async () => {
    const refused: number[] = [];
    const world = await monitorsWorld({
      account: { plan: plans.free, onRequest: ({ response }) => void (response.status === 429 && refused.push(1)) },
    });
    for (let at = 0; at < 30; at += 1) await world.write(`s${at}.example.com`);
    await world.settle(5 * minute);
    expect(world.monitors()).toHaveLength(30);
    expect(refused).toEqual([]);
  });
});

it('an account is asked no more often than it allows where it refuses some calls', async () => {
  const answers: number[] = [];
  const plan = { ...plans.free, callsPerMinute: 5 };
  const world = await monitorsWorld({
    account: { plan, onRequest: ({ response }) => void answers.push(response.status) },
  });
  const monitor = watch({ intervalSeconds: 60 });
  for (let at = 0; at < 4; at += 1) {
    await world.write(`often${at}.example.com`, { wish: wishFor({ monitor }) });
    await world.write(`fair${at}.example.com`);
  }
  await world.settle(5 * minute);
  expect(world.monitors()).toHaveLength(4);
  expect(answers).toContain(403);
  expect(answers).not.toContain(429);
});

describe('a policy', () => {
  it('that only observes makes nothing, and says what would be done', async () => {
    const world = await monitorsWorld({ mode: 'observe' });
    await world.write('a.example.com');
    await world.settle();
    expect(world.monitors()).toEqual([]);
    expect(await world.condition('a.example.com')).toMatch(/^Unknown Observing: would create its monitor/);
  });
});
