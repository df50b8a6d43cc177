import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { Policy } from '#shared/domain/policy.ts';
import { parkedRows } from '#shared/runtime/parked-row.ts';
import { configuration, openWorld, otherZone, type World, zone } from './world.ts';
import { wishFor } from './world-sites.ts';

const host = 'a.shop.example.com';
const without: Configuration = { ...configuration, zones: [zone] };
const inZone = (id: string) => ({ wish: wishFor({ zone: id }) });

/** Whether the host has an address in what name servers of either zone answer now. */
const answers = ({ model, clock }: World): boolean =>
  model
    .answeredZones(clock.now())
    .some(({ contents }) => [...contents.from('')].some(({ Name, Type }) => Type === 'A' && Name === `${host}.`));

async function standing(document = configuration): Promise<World> {
  const world = await openWorld({ configuration: document });
  await world.write(host);
  await world.settle('dns:Z1');
  expect(answers(world)).toBe(true);
  return world;
}

/** Lets both lanes drain in either order, looking at the answers after every step. */
async function live(world: World, steps: readonly string[]): Promise<void> {
  for (const lane of steps) {
    await world.drain(lane);
    expect(answers(world)).toBe(true);
    world.clock.advance(300);
    expect(answers(world)).toBe(true);
  }
}

const turns = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => (index % 2 ? 'dns:Z1' : 'dns:Z2'));

describe('a move between zones', () => {
  it('into a longer one that appears, and back when it disappears: the host always answers', async () => {
    const world = await standing(without);
    await world.configure(configuration);
    await world.write(host, inZone('Z2'));
    await live(world, turns(40));
    expect([world.records('Z1'), world.records('Z2').length]).toEqual([[], 2]);
    await world.configure(without);
    await world.write(host, inZone('Z1'));
    await live(world, turns(40));
    expect([world.records('Z1').length, world.records('Z2').length]).toEqual([2, 2]);
    expect(await world.condition(host)).toBe('True/InSync');
    expect(await world.condition(host, 'dns:Z2')).toBe('True/NoZone');
  });

  it('is given up midway: the old record stays when the new zone disappears before it is left', async () => {
    const world = await standing();
    await world.write(host, inZone('Z2'));
    await world.settle('dns:Z2');
    await world.configure(without);
    await world.settle('dns:Z1');
    expect(world.records('Z1')).toHaveLength(2);
  });

  it.each<[Policy, Policy, readonly number[]]>([
    ['sync', 'observe', [2, 0]],
    ['sync', 'create-only', [0, 2]],
    ['upsert-only', 'sync', [2, 2]],
    ['create-only', 'sync', [2, 2]],
    ['observe', 'sync', [2, 2]],
  ])('out of a zone that is %s into one that is %s', async (from, to, expected) => {
    const world = await standing();
    await world.configure({
      ...configuration,
      zones: [
        { ...zone, policy: from },
        { ...otherZone, policy: to },
      ],
    });
    await world.write(host, inZone('Z2'));
    await live(world, turns(40));
    expect([world.records('Z1').length, world.records('Z2').length]).toEqual(expected);
    await world.configure(configuration);
    await live(world, turns(40));
    expect([world.records('Z1').length, world.records('Z2').length]).toEqual([0, 2]);
  });

  it('whatever the order of moves, configurations and drains: the host always answers', async () => {
    const step = fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom('Z1', 'Z2') },
      { weight: 6, arbitrary: fc.constantFrom('dns:Z1', 'dns:Z2') },
      { weight: 1, arbitrary: fc.constantFrom('with', 'without') },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const world = await standing();
        let wished = 'Z1';
        let hasBoth = true;
        for (const each of steps) {
          if (each.startsWith('dns:')) await live(world, [each]);
          else if (each === 'with' || each === 'without') {
            hasBoth = each === 'with';
            await world.configure(hasBoth ? configuration : without);
            // Claims settles the host anew; a zone that is not configured cannot be wished.
            if (!hasBoth && wished === 'Z2') await world.write(host, inZone('Z1'));
            if (!hasBoth) wished = 'Z1';
          } else if (hasBoth) {
            wished = each;
            await world.write(host, inZone(each));
          }
        }
        await world.configure(configuration);
        await live(world, turns(60));
        const [first, second] = [world.records('Z1').length, world.records('Z2').length];
        expect([first, second]).toEqual(wished === 'Z1' ? [2, 0] : [0, 2]);
        world.table.close();
      }),
      { numRuns: 30 },
    );
  });
});

it('a zone out of the configuration is frozen and listed, and goes on when it is there again', async () => {
  const world = await standing();
  await world.configure({ ...configuration, zones: [otherZone] });
  await world.write(host, { wish: wishFor({ ttlSeconds: 60 }) });
  await world.settle('dns:Z1');
  expect(world.records('Z1')).toHaveLength(2);
  expect(await world.condition(host)).toBe('True/NoZone');
  expect((await world.table.query(parkedRows('dns:Z1'))).map(({ row }) => [row.key, row.reason])).toEqual([
    [host, 'NoZone'],
  ]);
  await world.configure(configuration);
  await world.settle('dns:Z1');
  expect(await world.condition(host)).toBe('True/InSync');
  expect(await world.lane(host)).toMatchObject({ generation: 2 });
  expect(await world.lane(host)).not.toHaveProperty('frozen');
});

it('a site that ends while its zone is out of the configuration leaves its records when the zone is back', async () => {
  const world = await standing();
  await world.configure({ ...configuration, zones: [otherZone] });
  await world.write(host, { state: 'dying' });
  await world.settle('dns:Z1');
  await world.configure(configuration);
  await world.settle('dns:Z1');
  expect(answers(world)).toBe(true);
  expect(await world.owned()).toHaveLength(1);
  expect(await world.lane(host)).toBeUndefined();
});
