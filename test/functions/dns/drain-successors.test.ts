import { describe, expect, it } from 'vitest';
import type { RoutingPolicy } from '#shared/domain/record.ts';
import { configuration, openWorld, otherZone, type World, zone } from './world.ts';
import { wishFor } from './world-sites.ts';

const host = 'app.example.com';
const weighted = (weight: number): RoutingPolicy => ({ kind: 'weighted', weight });
const aSets = (world: World): readonly string[] => world.records().filter((text) => text.startsWith('A '));

describe('an object that asks for another identifier', () => {
  it('keeps what it has while Route 53 refuses the other one', async () => {
    const world = await openWorld();
    await world.write(`${host}/blue`, { wish: wishFor({ routing: weighted(9) }) });
    await world.settle();
    await world.write(`${host}/blue`, { state: 'dying' });
    await world.write(`${host}/green`, { wish: wishFor({ routing: weighted(9), healthCheckId: 'gone' }) });
    await world.settle();
    expect(aSets(world)).toEqual([`A ${host}. blue 192.0.2.1`]);
    expect(await world.condition(`${host}/green`)).toBe('False/HealthCheckGone');
    await world.write(`${host}/green`, { wish: wishFor({ routing: weighted(9) }) });
    await world.settle();
    expect(aSets(world)).toEqual([`A ${host}. green 192.0.2.1`]);
    expect(await world.lane(`${host}/blue`)).toBeUndefined();
    expect(await world.condition(`${host}/green`)).toBe('True/InSync');
  });

  it('keeps what it has in one zone until the other one stands in its own', async () => {
    const name = 'app.shop.example.com';
    const world = await openWorld();
    await world.write(`${name}/blue`, { wish: wishFor({ routing: weighted(9) }) });
    await world.settle();
    await world.write(`${name}/blue`, { state: 'dying' });
    await world.write(`${name}/green`, { wish: wishFor({ routing: weighted(9), zone: 'Z2', healthCheckId: 'gone' }) });
    await world.settle();
    await world.settle('dns:Z2');
    await world.settle();
    expect(aSets(world)).toEqual([`A ${name}. blue 192.0.2.1`]);
    await world.write(`${name}/green`, { wish: wishFor({ routing: weighted(9), zone: 'Z2' }) });
    await world.settle('dns:Z2');
    expect(await world.condition(`${name}/green`, 'dns:Z2')).toBe('True/InSync');
    world.clock.advance(300_000);
    await world.settle();
    expect(aSets(world)).toEqual([]);
    expect(await world.lane(`${name}/blue`)).toBeUndefined();
  });

  it.each([
    ['sync', ['green']],
    ['upsert-only', ['green']],
    ['create-only', ['blue']],
    ['observe', ['blue']],
  ] as const)('under %s gets it as a change', async (policy, expected) => {
    const world = await openWorld();
    await world.write(`${host}/blue`, { wish: wishFor({ routing: weighted(9) }) });
    await world.settle();
    await world.configure({ ...configuration, zones: [{ ...zone, policy }, otherZone] });
    await world.write(`${host}/blue`, { state: 'dying' });
    await world.write(`${host}/green`, { wish: wishFor({ routing: weighted(9) }) });
    await world.settle();
    expect(aSets(world)).toEqual(expected.map((set) => `A ${host}. ${set} 192.0.2.1`));
  });
});
