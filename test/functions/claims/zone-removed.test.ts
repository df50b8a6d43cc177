import { describe, expect, it } from 'vitest';
import { releasable } from '../../../functions/claims/plan/release.ts';
import { standingOf } from '../../../shared/domain/standing.ts';
import { ingress, testConfiguration } from './samples.ts';
import { testWorld } from './world.ts';

const host = 'app.example.com';
const second = 1_000;

async function served() {
  const world = await testWorld();
  await world.readZones();
  await world.walk([]);
  await world.settle();
  await world.say('shop/web', ingress('shop/web', [host]));
  await world.settle();
  await world.keepZone(host);
  return world;
}

async function pass(world: Awaited<ReturnType<typeof served>>): Promise<void> {
  for (let left = 3; left > 0; left -= 1) {
    await world.settle();
    world.clock.advance(130 * second);
  }
  await world.settle();
}

const without = { ...testConfiguration(), zones: [] };

describe('a zone that is taken out of the configuration', () => {
  it('keeps its sites and their claims as they are, and so they are when it is back', async () => {
    const world = await served();
    const before = await world.site(host);
    await world.configure(without);
    await pass(world);
    expect(await world.site(host)).toEqual(before);
    expect((await world.object('shop/web'))?.claims).toMatchObject([
      { host, verdict: 'holder' },
      { host, verdict: 'refused', reason: 'NoZone' },
    ]);
    await world.configure(testConfiguration());
    await pass(world);
    expect(await world.site(host)).toEqual(before);
    expect((await world.object('shop/web'))?.claims).toMatchObject([{ host, verdict: 'holder' }]);
  });

  it('lets nothing go while it is out, and gives what its object has left a whole new time once it is back', async () => {
    const world = await served();
    await world.configure(without);
    await world.settle();
    await world.say('shop/web', undefined);
    await pass(world);
    expect(await world.site(host)).toMatchObject({ state: 'live', release: { stopped: { by: 'policy' } } });
    await world.configure(testConfiguration());
    await world.settle();
    expect((await world.site(host))?.release?.dueMs).toBe(world.clock.now() + 120 * second);
    await pass(world);
    expect((await world.site(host))?.state).toBe('dying');
  });

  it('is named as what keeps a release', async () => {
    const world = await served();
    await world.say('shop/web', undefined);
    await world.settle();
    const site = await world.site(host);
    if (site?.release === undefined) throw new Error('nothing is released');
    const nowMs = site.release.dueMs;
    const leaver = { ...site, namespace: 'shop' };
    const verdict = releasable({
      nowMs,
      incarnation: 'incarnation-1',
      site,
      behind: false,
      empty: false,
      undeployed: false,
      standing: standingOf(leaver, { nowMs, configuration: without, holds: [], approved: new Map() }),
      guard: { may: true },
      forgotten: false,
      sources: [],
      walked: new Set(),
    });
    expect(verdict).toMatchObject({
      may: false,
      until: 'never',
      message: expect.stringContaining('zone Z1 is not in'),
    });
  });
});
