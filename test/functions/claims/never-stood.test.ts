import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { hostItem } from '../../../shared/rows/claims-keys.ts';
import { goneRows } from '../../../shared/rows/gone-rows.ts';
import { type LaneRow, laneRowKey, siteKey } from '../../../shared/rows/site-rows.ts';
import { dnsLane } from '../../../shared/rows/zone-rows.ts';
import { put, type Table } from '../../../shared/runtime/table.ts';
import { ingress, siteOf, testConfiguration, zone } from './samples.ts';
import { host, second, started } from './started.ts';

const weighted = (key: string) =>
  ingress(key, [host], {
    annotations: { 'firstlight.dev/set-identifier': 'blue', 'firstlight.dev/aws-weight': '10' },
  });

const givenBack = testConfiguration().zones.map((one) => ({
  ...one,
  givenBack: { atMs: 0, by: 'oncall' },
}));

/** A world in which the claim of a site is gone before dns has looked. */
async function withdrawn(over: Partial<Configuration> = {}, wrap?: (table: Table) => Table) {
  const world = await started({ ...testConfiguration(), ...over }, wrap);
  await world.say('shop/web', ingress('shop/web', [host]));
  await world.settle();
  await world.say('shop/web', undefined);
  await world.settle();
  return world;
}
type World = Awaited<ReturnType<typeof withdrawn>>;

/** dns has looked, found nothing, and makes nothing of it. */
async function leaveAlone(world: World, over: Partial<LaneRow> = {}): Promise<void> {
  const key = laneRowKey(siteOf(host), dnsLane(zone));
  const row = await world.table.get(key);
  const generation = (await world.site(host))?.generation ?? 0;
  if (row === undefined) throw new Error('no lane row');
  const conditions = [{ type: 'DnsReady', status: 'False', reason: 'Releasing', message: '', since: '' } as const];
  await world.table.transact([put(key, { ...row, generation, conditions, ...over })]);
  await world.wake(hostItem(host));
  await world.settle();
}

async function pass(world: World): Promise<void> {
  for (let left = 13; left > 0; left -= 1) {
    world.clock.advance(10 * second);
    await world.settle();
  }
}

/** dns is quicker: as a transaction ends the site, its record has just come to stand. */
function writtenMeanwhile(table: Table): Table {
  const key = laneRowKey(siteOf(host), dnsLane(zone));
  return {
    ...table,
    async transact(actions) {
      const ends = actions.some((one) => one.key.sk === siteKey(siteOf(host)).sk && 'row' in one && isDying(one.row));
      const row = ends ? await table.get(key) : undefined;
      if (row?.applied === false) await table.transact([put(key, { ...row, applied: true })]);
      return table.transact(actions);
    },
  };
}
const isDying = (row: object): boolean => 'state' in row && row.state === 'dying';

describe('a site of which nothing ever stood, whose claim is gone', () => {
  it('ends for a claim that does not go with it, and no release is noted', async () => {
    const world = await withdrawn();
    expect((await world.site(host))?.release).toBeDefined();
    await world.say('shop/other', weighted('shop/other'));
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'dying' });
    expect(await world.site(host, 'blue')).toMatchObject({ state: 'live' });
    expect(await world.table.query(goneRows('demo'))).toEqual([]);
    expect(world.facts).toEqual([]);
  });

  it('stays for its time when its record comes to stand at that very moment', async () => {
    const world = await withdrawn({}, writtenMeanwhile);
    await world.say('shop/other', weighted('shop/other'));
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'live', release: {} });
    expect(await world.site(host, 'blue')).toBeUndefined();
  });

  it.each(['observe', 'upsert-only', 'create-only', 'sync'] as const)('ends under policy %s', async (mode) => {
    const world = await withdrawn({ mode });
    await leaveAlone(world);
    await pass(world);
    expect(await world.site(host)).toMatchObject({ state: 'dying' });
    expect((await world.table.query(goneRows('demo'))).map(({ row }) => row.counted)).toEqual([false]);
    await world.keepZone(host);
    await world.settle();
    expect(await world.site(host)).toBeUndefined();
  });

  it.each<[string, Partial<LaneRow>, Partial<Configuration>]>([
    ['until dns has looked at it since', { generation: 1 }, {}],
    ['while dns says something else', { conditions: [] }, {}],
    ['when it was found', { applied: true }, {}],
    ['in a zone that was given back', {}, { zones: givenBack }],
    ['in a zone that is not configured any more', {}, { zones: [] }],
  ])('stays under a policy that forbids to delete, %s', async (_name, over, configuration) => {
    const world = await withdrawn({ mode: 'upsert-only' });
    await world.configure({ ...testConfiguration(), mode: 'upsert-only', ...configuration });
    await world.settle();
    await leaveAlone(world, over);
    await pass(world);
    expect(await world.site(host)).toMatchObject({ state: 'live', release: { stopped: { by: 'policy' } } });
  });

  it('stays under a policy that forbids to delete when its record comes to stand as it ends', async () => {
    const world = await withdrawn({ mode: 'upsert-only' }, writtenMeanwhile);
    await leaveAlone(world);
    await pass(world);
    expect(await world.site(host)).toMatchObject({ state: 'live', release: { stopped: { by: 'policy' } } });
  });

  it('is looked at by dns when the claim goes, and when it comes back', async () => {
    const world = await withdrawn();
    expect(await world.site(host)).toMatchObject({ state: 'live', generation: 2 });
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    const back = await world.site(host);
    expect(back).toMatchObject({ state: 'live', generation: 3 });
    expect(back?.release).toBeUndefined();
  });
});
