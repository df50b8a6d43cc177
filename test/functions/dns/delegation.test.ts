import { describe, expect, it } from 'vitest';
import { raiseWanted } from '#shared/runtime/lanes.ts';
import { bodyOf, create, post } from '../../local/cloud/route53/ask.ts';
import { restorableTable } from '../../support/restorable-table.ts';
import { walked } from './walked.ts';
import { configuration, delegation, openWorld, otherZone, type World, zone } from './world.ts';
import { wishFor } from './world-sites.ts';

const host = 'a.shop.example.com';

/** The host stands in the zone of example.com, is wished in the one beneath, and both lanes drain. */
async function moving(options: Parameters<typeof openWorld>[0], name = host): Promise<World> {
  const world = await openWorld(options);
  await world.write(name);
  await world.settle();
  await world.write(name, { wish: wishFor({ zone: otherZone.id }) });
  await live(world);
  return world;
}

async function live(world: World, turns = 5): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await world.settle('dns:Z2', 2);
    await world.settle('dns:Z1', 2);
  }
}

const standing = (world: World) => [world.records('Z1').length, world.records('Z2').length];

describe('a move into a zone beneath', () => {
  it('to which nothing leads keeps the old record and says so, until it is delegated', async () => {
    const world = await moving({ records: [] });
    expect(standing(world)).toEqual([2, 2]);
    expect(await world.condition(host)).toBe('True/Waiting');
    const message = expect.stringContaining('zone example.com does not lead to zone shop.example.com');
    expect(await world.lane(host)).toMatchObject({ conditions: [{ message }] });
    expect(post(world.model, bodyOf([create(delegation)]), world.clock.now()).status).toBe(200);
    world.clock.advance(300_000);
    await live(world);
    expect(standing(world)).toEqual([0, 2]);
    expect(await world.lane(host)).toBeUndefined();
  });

  it('asks rarely while nothing leads there, and once for all names', async () => {
    const world = await moving({ records: [] });
    await world.write('b.shop.example.com', { wish: wishFor({ zone: otherZone.id }) });
    await raiseWanted(world.table, 'dns:Z1');
    const lists = () => world.calls().ListResourceRecordSets ?? 0;
    const before = lists();
    await live(world, 20);
    expect(lists() - before).toBeLessThanOrEqual(2);
  });

  it.each([
    ['by NS records of a zone between', [delegation], [0, 2]],
    ['by nothing', [{ ...delegation, Name: 'us.shop.example.com' }], [2, 2]],
  ] as const)('of two labels more is led to %s', async (_, records, expected) => {
    const zones = [zone, { ...otherZone, name: 'eu.shop.example.com' }];
    const world = await moving({ records, configuration: { ...configuration, zones } }, 'a.eu.shop.example.com');
    expect(standing(world)).toEqual(expected);
  });

  it('is left by a site that ends, delegated or not', async () => {
    const world = await moving({ records: [] });
    await world.write(host, { state: 'dying' });
    await live(world);
    expect(standing(world)).toEqual([0, 0]);
  });
});

it('after a restore the old record stays until the new zone is read again and has its own', async () => {
  const table = restorableTable();
  const world = await openWorld({ table });
  await world.write(host);
  await world.settle();
  await world.write(host, { wish: wishFor({ zone: otherZone.id }) });
  await world.settle('dns:Z2');
  const backup = table.snapshot();
  const { record, ownership } = (await world.owned('Z2'))[0] ?? expect.fail('nothing stands in the new zone');
  await world.zones.change('Z2', [
    { action: 'DELETE', record },
    { action: 'DELETE', record: ownership },
  ]);
  await table.restore(backup);
  await world.configure(configuration);
  await walked(world);
  await world.settle('dns:Z1', 30);
  expect(standing(world)).toEqual([2, 0]);
  await world.settle('dns:Z2', 30);
  expect(standing(world)).toEqual([2, 2]);
  world.clock.advance(300_000);
  await live(world);
  expect(standing(world)).toEqual([0, 2]);
});
