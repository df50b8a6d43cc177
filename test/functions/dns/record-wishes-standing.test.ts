import { describe, expect, it } from 'vitest';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { zoneItem } from '#shared/rows/claims-keys.ts';
import { forgetRecordWish, type RecordWish } from '#shared/rows/record-wishes.ts';
import { raiseWanted } from '#shared/runtime/lanes.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import { ownerLane, stateOf, validationName, validationValue, wish, wishOf, wishRow } from './wished.ts';
import { openWorld, type World } from './world.ts';

const there = `CNAME ${validationName}. ${validationValue}`;
const cname = (value: string, TTL = 300): ResourceRecordSet => ({
  Name: validationName,
  Type: 'CNAME',
  TTL,
  ResourceRecords: [{ Value: value }],
});
const text: ResourceRecordSet = { Name: validationName, Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: '"x"' }] };

const told = async (world: World) => (await world.items(ownerLane)).map(({ key }) => key);
const changes = (world: World): number => world.calls().ChangeResourceRecordSets ?? 0;

/** The whole zone is compared now. */
async function scan(world: World): Promise<void> {
  const item = { lane: 'dns:Z1', key: zoneItem('Z1'), row: 'test', generation: 0, dueMs: world.clock.now() };
  await world.table.transact([enqueue(item)]);
  await world.settle();
}

describe('what stands at the name', () => {
  it.each<[string, ResourceRecordSet, string]>([
    ['the wished value, whoever made it', cname(`${validationValue.toUpperCase()}.`, 60), 'standing'],
    ['another value', cname('_other.acm-validations.aws'), 'hindered/NameTaken'],
    ['another type', text, 'hindered/NameTaken'],
    ['one of several', { ...cname(validationValue), SetIdentifier: 'blue', Weight: 1 }, 'hindered/NameTaken'],
  ])('%s: it stays as it is', async (_, record, state) => {
    const world = await openWorld({ records: [record] });
    const before = world.records();
    await wish(world);
    await world.settle('dns:Z1', 70);
    expect(world.records()).toEqual(before);
    expect(await stateOf(world)).toBe(state);
    expect(await told(world)).not.toEqual([]);
    expect((await wishRow(world))?.applied).toBeUndefined();
  });

  it('once it is gone the record is made within the hour', async () => {
    const world = await openWorld({ records: [cname('_other.acm-validations.aws')] });
    await wish(world);
    await world.settle();
    await world.zones.change('Z1', [
      {
        action: 'DELETE',
        record: { name: validationName, type: 'CNAME', ttl: 300, values: ['_other.acm-validations.aws'] },
      },
    ]);
    world.clock.advance(3_700_000);
    await world.settle();
    expect(await stateOf(world)).toBe('standing');
  });

  it('what Firstlight wrote is replaced, and only that', async () => {
    const world = await openWorld();
    await wish(world);
    await world.settle();
    await wish(world, { value: '_b.acm-validations.aws' });
    await world.settle();
    expect(world.records()).toEqual([`CNAME ${validationName}. _b.acm-validations.aws`]);
    const mine = { name: validationName, type: 'CNAME', ttl: 300 } as const;
    await world.zones.change('Z1', [
      { action: 'DELETE', record: { ...mine, values: ['_b.acm-validations.aws'] } },
      { action: 'CREATE', record: { ...mine, values: ['_by-hand.acm-validations.aws'] } },
    ]);
    await wish(world);
    await world.settle();
    expect(world.records()).toEqual([`CNAME ${validationName}. _by-hand.acm-validations.aws`]);
    expect(await stateOf(world)).toBe('hindered/NameTaken');
  });
});

it('stays when nobody wishes for it any more', async () => {
  const world = await openWorld();
  await wish(world);
  await world.settle();
  await world.table.transact([forgetRecordWish(wishOf())]);
  await raiseWanted(world.table, 'dns:Z1');
  await scan(world);
  expect(world.records()).toEqual([there]);
});

it('is made again where somebody deleted it, found by the daily look at the zone', async () => {
  const world = await openWorld();
  await wish(world);
  await world.settle();
  const record = { name: validationName, type: 'CNAME', ttl: 300, values: [validationValue] } as const;
  await world.zones.change('Z1', [{ action: 'DELETE', record }]);
  await scan(world);
  expect(world.records()).toEqual([there]);
  expect(await stateOf(world)).toBe('standing');
  const before = changes(world);
  await scan(world);
  expect(changes(world)).toBe(before);
});

it.each<[string, Partial<RecordWish>]>([
  ['the same owner for another host', { host: 'www.example.com' }],
  ['another owner', { owner: { lane: ownerLane, key: 'certificate:arn:2' } }],
])('is made again where somebody deleted it before it is wished anew by %s', async (_, more) => {
  const world = await openWorld();
  await wish(world);
  await world.settle();
  const record = { name: validationName, type: 'CNAME', ttl: 300, values: [validationValue] } as const;
  await world.zones.change('Z1', [{ action: 'DELETE', record }]);
  await wish(world, more);
  await world.settle();
  expect(world.records()).toEqual([there]);
  expect(await stateOf(world, more)).toBe('standing');
});
