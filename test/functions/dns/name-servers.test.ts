import { expect, it } from 'vitest';
import { zoneItem } from '#shared/rows/claims-keys.ts';
import { zoneKey } from '#shared/rows/zone-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import { openWorld, type World } from './world.ts';

const serversOf = async (world: World) => (await world.table.get(zoneKey('Z1')))?.nameServers;

/** As Route 53 lists them. */
const listed = ({ model }: World) =>
  model
    .recordSets('Z1')
    .filter(({ Type, Name }) => Type === 'NS' && Name === 'example.com.')
    .flatMap(({ ResourceRecords = [] }) => ResourceRecords.map(({ Value }) => Value.replace(/\.$/, '')))
    .sort();

it('a zone that was read knows its own name servers', async () => {
  const world = await openWorld();
  await world.write('shop.example.com');
  await world.settle();
  expect(listed(world).length).toBeGreaterThan(0);
  expect(await serversOf(world)).toEqual(listed(world));
});

it('one that was read by a version that did not ask learns them when it is compared', async () => {
  const world = await openWorld();
  await world.write('shop.example.com');
  await world.settle();
  const { nameServers: _unknown, ...old } = (await world.table.get(zoneKey('Z1'))) ?? {
    ...{ zone: 'Z1', incarnation: '', readAtMs: 0 },
  };
  const scan = { lane: 'dns:Z1', key: zoneItem('Z1'), row: 'test', generation: 0, dueMs: world.clock.now() };
  await world.table.transact([put(zoneKey('Z1'), old), enqueue(scan)]);
  await world.settle();
  expect(await serversOf(world)).toEqual(listed(world));
});
