import { describe, expect, it } from 'vitest';
import { goneRows } from '../../../shared/rows/gone-rows.ts';
import { laneRowKey, siteKey } from '../../../shared/rows/site-rows.ts';
import { dnsLane } from '../../../shared/rows/zone-rows.ts';
import { put, type Table } from '../../../shared/runtime/table.ts';
import { ingress, siteOf, testConfiguration, zone } from './samples.ts';
import { host, started } from './started.ts';

const weighted = (key: string) =>
  ingress(key, [host], {
    annotations: { 'firstlight.dev/set-identifier': 'blue', 'firstlight.dev/aws-weight': '10' },
  });

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
});
