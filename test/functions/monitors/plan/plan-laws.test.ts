import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SiteState } from '../../../../functions/monitors/plan/lane-state.ts';
import { planLane } from '../../../../functions/monitors/plan/plan.ts';
import { AccountWorld, type Fate } from './account-world.ts';
import { check, hourMs, installationTag, lane, monitor, ours, site } from './lanes.ts';

const hosts = ['a.example.com', 'b.example.com', 'c.example.com'];
const status = fc.constantFrom('True' as const, 'Unknown' as const);
const siteAt = (host: string): fc.Arbitrary<SiteState> =>
  fc
    .record({
      dns: status,
      certificate: fc.option(status, { nil: undefined }),
      interval: fc.constantFrom(60, 300),
      releasedMs: fc.option(fc.constantFrom(0, hourMs), { nil: undefined }),
      rank: fc.nat(2),
    })
    .map(({ dns, certificate, interval, releasedMs, rank }) =>
      site(host, {
        dns,
        rank,
        check: check(host, { intervalSeconds: interval }),
        ...(certificate === undefined ? {} : { certificate }),
        ...(releasedMs === undefined ? {} : { releasedMs }),
      }),
    );
const sites = fc.tuple(...hosts.map(siteAt));
const foreign = fc.subarray([
  ...hosts.map((host, at) => monitor(String(at + 1), check(host, { name: 'hand-made' }))),
  monitor('4', check('a.example.com', { tags: ['fl-aexamplecom', 'fl-there'] })),
]);
const fates = fc.infiniteStream(fc.constantFrom<Fate>('answered', 'answered', 'unanswered', 'lost'));

const isReady = ({ dns, certificate = 'True' }: SiteState) => dns === 'True' && certificate === 'True';
const ofSite = (world: AccountWorld, { tag }: SiteState) =>
  [...world.monitors.values()].filter(({ tags }) => tags.includes(tag) && tags.includes(installationTag));

/** Long enough for lists to show all that was done. */
const settle = (world: AccountWorld, given: readonly SiteState[]) => {
  for (let round = 0; round < 8; round += 1) world.drain(given, () => 'answered', 20_000);
};

describe('every plan of an account', () => {
  it('ends, whatever answers were lost, in one monitor of each ready site, as it asks, and then does nothing', () => {
    fc.assert(
      fc.property(
        sites,
        foreign,
        fates,
        fc.array(fc.integer({ min: 1, max: 15_000 }), { maxLength: 8 }),
        (given, others, stream, pauses) => {
          const world = new AccountWorld(others);
          for (const passMs of pauses) world.drain(given, () => stream.next().value, passMs);
          settle(world, given);
          for (const one of given) {
            const made = ofSite(world, one);
            const wanted = one.releasedMs === undefined && isReady(one) ? 1 : 0;
            expect(made.filter(({ status: now }) => now !== 'paused')).toHaveLength(wanted);
            expect(made.map(({ spec }) => spec?.intervalSeconds)).toEqual(
              made.map(() => ('problem' in one.check ? 0 : one.check.intervalSeconds)),
            );
          }
          const { changes } = planLane({ ...world.state(given), relistAfterMs: hourMs });
          expect(changes).toEqual([]);
          for (const one of others) expect(world.monitors.get(one.id)).toBe(one);
        },
      ),
    );
  });

  it('never has two monitors of one site, not even for a moment, while answers are lost and lists lag', () => {
    fc.assert(
      fc.property(
        sites,
        fates,
        fc.array(fc.integer({ min: 1, max: 15_000 }), { maxLength: 20 }),
        (given, stream, pauses) => {
          const world = new AccountWorld([]);
          for (const passMs of pauses) {
            world.drain(given, () => stream.next().value, passMs);
            for (const one of given) expect(ofSite(world, one).length).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  it('makes nothing for a site that is not ready or in release', () => {
    fc.assert(
      fc.property(sites, (given) => {
        const made = planLane(lane({ sites: given })).changes.flatMap((one) =>
          one.kind === 'create' ? [one.site.host] : [],
        );
        const may = given.filter((one) => isReady(one) && one.releasedMs === undefined).map((one) => one.site.host);
        expect(made.toSorted()).toEqual(may);
      }),
    );
  });

  it('gives a site that returns the monitor that it had, and what never returns none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_200_000 }), (awayMs) => {
        const here = site('a.example.com');
        const world = new AccountWorld([ours('1', 'a.example.com')]);
        settle(world, [here]);
        const gone = { ...here, releasedMs: world.nowMs };
        world.drain([gone], () => 'answered', 1);
        expect(ofSite(world, here)).toMatchObject([{ id: '1', status: 'paused' }]);
        world.drain([gone], () => 'answered', awayMs);
        // What was not seen for long is listed first.
        world.drain([gone], () => 'answered', 0);
        settle(world, [here]);
        const [left] = ofSite(world, here);
        expect(left?.status).toBe('unchecked');
        expect(left?.id === '1').toBe(awayMs + 1 < 600_000);
      }),
    );
  });

  it('depends on no order, keeps to its calls and to the room of the plan', () => {
    const given = fc.record({ sites, foreign, calls: fc.nat(5), room: fc.nat(3) });
    fc.assert(
      fc.property(given, ({ sites: list, foreign: others, calls, room }) => {
        const monitors = [...others, ours('9', 'a.example.com', { status: 'down' }), ours('8', 'a.example.com')];
        const account = { monitors: 50 - room, monitorLimit: 50 };
        const over = { budget: { calls, moreMs: 2 * hourMs }, account };
        const plan = planLane(lane({ sites: list, listed: { startedMs: hourMs, monitors }, ...over }));
        const turned = { startedMs: hourMs, monitors: monitors.toReversed() };
        expect(planLane(lane({ sites: list.toReversed(), listed: turned, ...over }))).toEqual(plan);
        expect(plan.changes.length).toBeLessThanOrEqual(calls);
        expect(plan.changes.filter(({ kind }) => kind === 'create').length).toBeLessThanOrEqual(room);
        expect(plan.verdicts).toHaveLength(list.length);
      }),
    );
  });
});
