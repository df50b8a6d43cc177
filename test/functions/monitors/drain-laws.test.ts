import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultKind, withFaults } from '#local/cloud/route53/faults.ts';
import { faultAnswers } from '#local/cloud/uptimerobot/answer.ts';
import { isOpen } from '#shared/domain/alert.ts';
import { mortal } from '../../support/mortal-table.ts';
import { seededRandom } from '../../support/run-drain.ts';
import { monitorsWorld } from './world.ts';

const hosts = ['a', 'b', 'c'].map((name) => `${name}.example.com`);
const at = fc.nat(hosts.length - 1);
const step = fc.oneof(
  fc.record({ what: fc.constantFrom('write', 'born', 'release', 'end'), at }),
  fc.record({ what: fc.constant('check'), at: fc.constantFrom(200, 502) }),
  fc.record({ what: fc.constant('wait'), at: fc.constantFrom(2_000, 20_000, 310_000, 700_000) }),
  fc.record({ what: fc.constant('drain'), at: fc.oneof(fc.nat(40), fc.constant(10_000)) }),
);
type Step = { readonly what: string; readonly at: number };
const shares: Readonly<Partial<Record<FaultKind, number>>> = {
  throttled: 0.05,
  unavailable: 0.05,
  unheard: 0.05,
  failedAfter: 0.1,
  lostAnswer: 0.1,
};

/** Sites that come and go before an account whose answers go wrong, and drains that die. */
async function played(steps: readonly Step[], seed: number) {
  const random = seededRandom(seed);
  const way: Parameters<typeof monitorsWorld>[0] = { way: {} };
  let most = 0;
  const onRequest = (): void => {
    const urls = world.account.monitors().flatMap((one) => (one.tagNames.length === 0 ? [] : [one.url]));
    most = Math.max(most, urls.length - new Set(urls).size);
  };
  const world = await monitorsWorld({ ...way, account: { onRequest } });
  world.byHand('theirs', `http://${hosts[0]}/`);
  const broken = {
    handle: (to: typeof world.account) =>
      withFaults((request, nowMs) => to.handle(request, nowMs), { shares, random, answers: faultAnswers }),
  };
  Object.assign(way.way ?? {}, broken);
  const fates = new Map<string, 'live' | 'born' | 'released' | 'overdue' | 'gone'>();
  const play = async ({ what, at: value }: Step): Promise<void> => {
    const host = hosts[value] ?? '';
    if (what === 'wait') world.clock.advance(value);
    // A drain that dies leaves its lease behind.
    if (what === 'drain') await world.drain(mortal(world.table, value).table).catch(() => undefined);
    if (what === 'check') world.check({ status: value, body: '' });
    if (what === 'write') await world.write(host);
    if (what === 'born') await world.write(host, {}, 'Unknown');
    if (what === 'write' || what === 'born') fates.set(host, what === 'born' ? 'born' : 'live');
    if (what === 'release' && fates.get(host) === 'live') {
      const sinceMs = world.clock.now();
      const isOverdue = value % 2 === 0;
      const dueMs = sinceMs + (isOverdue ? 120_000 : 7 * 86_400_000);
      const release = { id: 'r', dueMs, sinceMs, reason: 'NoHost', message: '' } as const;
      await world.write(host, { release });
      fates.set(host, isOverdue ? 'overdue' : 'released');
    }
    if (what === 'end' && ['released', 'overdue'].includes(fates.get(host) ?? '')) {
      await world.write(host, { state: 'dying' });
      fates.set(host, 'gone');
    }
  };
  for (const one of steps) await play(one);
  delete way.way?.handle;
  world.clock.advance(126_000);
  /** How many too many there ever were at once. */
  const surplus = (): number => most;
  return { world, fates, surplus };
}

describe('an account, whatever goes wrong', () => {
  it('has in the end one monitor of each site that is ready, and nothing else of ours that asks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.nat(), async (steps, seed) => {
        const { world, fates, surplus } = await played(steps, seed);
        await world.settle(4_200_000);
        world.check({ status: 200, body: '' });
        await world.settle(300_000);
        const [theirs, ...ours] = world.account.monitors();
        expect(theirs).toMatchObject({ friendlyName: 'theirs', tagNames: [], status: 'UP' });
        for (const [host, fate] of fates) {
          const found = ours.filter(({ url }) => url === `http://${host}/`).map(({ status }) => status);
          if (fate === 'live' || fate === 'overdue') expect([host, found]).toEqual([host, ['UP']]);
          if (fate === 'released') expect(found.filter((status) => status !== 'PAUSED')).toEqual([]);
          if (fate === 'gone') expect([host, found]).toEqual([host, []]);
          expect(found.length).toBeLessThanOrEqual(1);
        }
        expect(surplus()).toBe(0);
        const alerts = (await world.alerts()).filter(({ about }) => about === 'monitor');
        expect(alerts.filter(isOpen)).toEqual([]);
        const real = new Set(world.account.incidents().map(({ startedMs }) => startedMs));
        const told = alerts.flatMap((one) => one.episodes);
        for (const { openedMs } of told) expect(real.has(openedMs)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
