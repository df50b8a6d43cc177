import { describe, expect, it } from 'vitest';
import { historyRows, holdKey } from '#shared/rows/safety-rows.ts';
import { raiseWanted } from '#shared/runtime/lanes.ts';
import { put, remove } from '#shared/runtime/table.ts';
import { ownerLane, stateOf, validationName, validationValue, wish, wishRow } from './wished.ts';
import { configuration, openWorld, otherZone, type World, zone } from './world.ts';

const there = `CNAME ${validationName}. ${validationValue}`;
const told = async (world: World) => (await world.items(ownerLane)).map(({ key }) => key);
const changes = (world: World): number => world.calls().ChangeResourceRecordSets ?? 0;

it('is created in the batch of the sites, and its owner is told once it is everywhere', async () => {
  const world = await openWorld();
  await world.write('shop.example.com');
  await wish(world);
  await world.drain();
  world.clock.advance(1000);
  await world.drain();
  expect(await stateOf(world)).toBe('pending');
  expect(changes(world)).toBe(1);
  await world.settle();
  expect(world.records()).toContain(there);
  expect(await wishRow(world)).toMatchObject({
    outcome: { state: 'standing' },
    applied: { values: [validationValue] },
  });
  expect(await told(world)).toEqual(['certificate:arn:1', 'certificate:arn:1']);
  expect(await world.items('dns:Z1')).toEqual([]);
  const day = new Date(world.clock.now()).toISOString().slice(0, 10);
  const history = (await world.table.query(historyRows(day))).map(({ row }) => row);
  expect(history).toContainEqual(
    expect.objectContaining({
      host: '*.example.com',
      action: 'create',
      after: `CNAME ${validationName} → ${validationValue}`,
    }),
  );
});

it('one record for the wishes of several owners', async () => {
  const world = await openWorld();
  const other = { owner: { lane: 'certificates:111122223333/us-east-1', key: 'certificate:arn:2' } };
  await wish(world);
  await wish(world, other);
  await world.settle();
  expect([await stateOf(world), await stateOf(world, other)]).toEqual(['standing', 'standing']);
  expect(changes(world)).toBe(1);
});

it.each(['upsert-only', 'create-only'] as const)('stands under %s', async (mode) => {
  const world = await openWorld({ configuration: { ...configuration, mode } });
  await wish(world);
  await world.settle();
  expect(await stateOf(world)).toBe('standing');
});

describe('where nothing may be written', () => {
  it.each([
    ['mode', { ...configuration, mode: 'observe' as const }],
    ['zone', { ...configuration, zones: [{ ...zone, policy: 'observe' as const }, otherZone] }],
    ['edge', { ...configuration, edges: [] }],
  ])('observe of the %s plans and writes nothing; a new configuration has it written', async (_, observing) => {
    const world = await openWorld({ configuration: observing });
    await wish(world);
    await world.settle();
    expect(changes(world)).toBe(0);
    expect(await wishRow(world)).toMatchObject({ outcome: { reason: 'Observing', planned: [{ action: 'create' }] } });
    await world.configure(configuration);
    await raiseWanted(world.table, 'dns:Z1');
    await world.settle();
    expect(await stateOf(world)).toBe('standing');
  });

  it.each(['all', 'zone:example.com', 'edge:public', 'cluster:demo', 'host:*.example.com'] as const)(
    'a hold over %s stops it until resumed',
    async (scope) => {
      const world = await openWorld();
      await world.table.transact([put(holdKey(scope), { scope, sinceMs: 0, by: 'oncall' })]);
      await wish(world);
      await world.settle();
      expect([await stateOf(world), changes(world)]).toEqual(['hindered/Held', 0]);
      await world.table.transact([remove(holdKey(scope))]);
      await raiseWanted(world.table, 'dns:Z1');
      await world.settle();
      expect(await stateOf(world)).toBe('standing');
    },
  );

  it('a zone that left the configuration says so, and what stands there stays', async () => {
    const world = await openWorld();
    await wish(world);
    await world.settle();
    await world.configure({ ...configuration, zones: [otherZone] });
    await wish(world, { name: '_6e.example.com' });
    await world.settle();
    expect(await stateOf(world)).toBe('standing');
    expect(await stateOf(world, { name: '_6e.example.com' })).toBe('hindered/NoZone');
    await world.configure(configuration);
    await raiseWanted(world.table, 'dns:Z1');
    await world.settle();
    expect(await stateOf(world, { name: '_6e.example.com' })).toBe('standing');
  });
});
