import { describe, expect, it } from 'vitest';
import { configuration, openWorld } from './world.ts';
import { wishFor } from './world-sites.ts';

const seeded = (Name: string, Value: string, Type: 'A' | 'AAAA' | 'TXT' = 'TXT') => ({
  Name,
  Type,
  TTL: 300,
  ResourceRecords: [{ Value }],
});

describe('zones and policies', () => {
  it('leaves the old zone only when the new one is in sync', async () => {
    const world = await openWorld();
    await world.write('a.shop.example.com');
    await world.settle();
    await world.write('a.shop.example.com', { wish: wishFor({ zone: 'Z2' }) });
    await world.settle();
    expect(world.records('Z1')).toHaveLength(2);
    await world.settle('dns:Z2');
    expect(world.records('Z2')).toHaveLength(2);
    expect(world.records('Z1')).toHaveLength(2);
    await world.settle();
    expect(world.records('Z1')).toEqual([]);
    expect(await world.lane('a.shop.example.com')).toBeUndefined();
    expect(await world.lane('a.shop.example.com', 'dns:Z2')).toMatchObject({ applied: true });
  });

  it('freezes a zone that is not in the configuration', async () => {
    const world = await openWorld();
    await world.write('x.example.com');
    await world.settle();
    await world.configure({ ...configuration, zones: [] });
    await world.write('x.example.com', { state: 'dying' });
    await world.settle();
    expect(world.records()).toHaveLength(2);
    expect(await world.items('dns:Z1')).toEqual([]);
  });

  it('observes: says what would change, having looked', async () => {
    const world = await openWorld({
      configuration: { ...configuration, mode: 'observe' },
      records: [seeded('taken.example.com', '192.0.2.9', 'A')],
    });
    await world.write('x.example.com');
    await world.write('taken.example.com');
    await world.settle();
    expect(world.records()).toHaveLength(1);
    expect((await world.lane('x.example.com'))?.conditions[0]).toMatchObject({
      status: 'Unknown',
      reason: 'Observing',
      message: expect.stringContaining('create A x.example.com → 192.0.2.1'),
    });
    expect(await world.condition('taken.example.com')).toBe('False/NameTaken');
    await world.configure(configuration);
    await world.settle();
    expect(await world.condition('x.example.com')).toBe('True/InSync');
  });

  it.each([
    ['create-only', 'live', 'False/PolicyForbids'],
    ['upsert-only', 'dying', 'False/PolicyForbids'],
    ['upsert-only', 'live', 'True/InSync'],
  ] as const)('%s with a changed %s site', async (mode, state, condition) => {
    const world = await openWorld();
    await world.write('x.example.com');
    await world.settle();
    await world.configure({ ...configuration, mode });
    await world.write('x.example.com', { state, wish: wishFor({ ttlSeconds: 60 }) });
    await world.settle();
    expect(await world.condition('x.example.com')).toBe(condition);
    expect(world.records()).toHaveLength(2);
  });
});
