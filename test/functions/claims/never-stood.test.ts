import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
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
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.say('shop/web', undefined);
    await world.settle();
    expect((await world.site(host))?.release).toBeDefined();
    await world.say('shop/other', weighted('shop/other'));
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'dying' });
    expect(await world.site(host, 'blue')).toMatchObject({ state: 'live' });
    expect(await world.table.query(goneRows('demo'))).toEqual([]);
    expect(world.facts).toEqual([]);
  });

  it('stays for its time when its record comes to stand at that very moment', async () => {
    const world = await started(testConfiguration(), writtenMeanwhile);
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.say('shop/web', undefined);
    await world.settle();
    await world.say('shop/other', weighted('shop/other'));
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'live', release: {} });
    expect(await world.site(host, 'blue')).toBeUndefined();
  });

  it.each(['observe', 'upsert-only', 'create-only', 'sync'] as const)('ends under policy %s', async (mode) => {
    const world = await started({ ...testConfiguration(), mode });
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.say('shop/web', undefined);
    await world.settle();
    for (let left = 20; left > 0; left -= 1) {
      world.clock.advance(10 * second);
      await world.settle();
    }
    expect(await world.site(host)).toMatchObject({ state: 'dying' });
    await world.keepZone(host);
    await world.settle();
    expect(await world.site(host)).toBeUndefined();
  });

  it('stays under a policy that forbids to delete when its record comes to stand at the end', async () => {
    const world = await started({ ...testConfiguration(), mode: 'upsert-only' }, writtenMeanwhile);
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.say('shop/web', undefined);
    await world.settle();
    for (let left = 20; left > 0; left -= 1) {
      world.clock.advance(10 * second);
      await world.settle();
    }
    expect(await world.site(host)).toMatchObject({ state: 'live', release: { stopped: { by: 'policy' } } });
  });

  it.each<[string, Partial<LaneRow>, Partial<Configuration>]>([
    ['whose change had no answer', { appliedResources: ['ingress/shop/web'] }, {}],
    ['in a zone that was given back', {}, { zones: givenBack }],
  ])('stays under a policy that forbids to delete, %s', async (_name, over, configuration) => {
    const world = await started({ ...testConfiguration(), mode: 'upsert-only', ...configuration });
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    const key = laneRowKey(siteOf(host), dnsLane(zone));
    const row = await world.table.get(key);
    if (row !== undefined) await world.table.transact([put(key, { ...row, ...over })]);
    await world.say('shop/web', undefined);
    await world.settle();
    world.clock.advance(600 * second);
    await world.settle();
    expect(await world.site(host)).toMatchObject({ state: 'live', release: { stopped: { by: 'policy' } } });
  });

  it('is to be made when the claim comes back', async () => {
    const world = await started();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    await world.say('shop/web', undefined);
    await world.settle();
    await world.say('shop/web', ingress('shop/web', [host]));
    await world.settle();
    const back = await world.site(host);
    expect(back).toMatchObject({ state: 'live', generation: 2 });
    expect(back?.release).toBeUndefined();
  });
});
