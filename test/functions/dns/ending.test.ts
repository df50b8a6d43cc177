import { describe, expect, it } from 'vitest';
import type { RoutingPolicy } from '#shared/domain/record.ts';
import type { Release } from '#shared/rows/site-rows.ts';
import { laneRowKey } from '#shared/rows/site-rows.ts';
import { ownedKey } from '#shared/rows/zone-rows.ts';
import { put, remove } from '#shared/runtime/table.ts';
import { openWorld, type World } from './world.ts';
import { keyOf, wishFor } from './world-sites.ts';

const host = 'app.example.com';
const release: Release = { id: 'r1', dueMs: 120_000, sinceMs: 0, reason: 'Releasing', message: '' };
const weighted: RoutingPolicy = { kind: 'weighted', weight: 9 };
const names = (world: World): readonly string[] => world.records().filter((text) => text.startsWith('A '));

describe('a site whose release is planned', () => {
  it('is not made when nothing of it stands, and is when its claim returns', async () => {
    const world = await openWorld();
    await world.write(host, { release });
    await world.settle();
    expect(world.records()).toEqual([]);
    expect(await world.condition(host)).toBe('False/Releasing');
    expect(await world.items('dns:Z1')).toEqual([]);
    expect((await world.items('claims:demo')).map(({ key }) => key)).toContain(`host:${host}`);
    await world.write(host);
    await world.settle();
    expect(names(world)).toEqual([`A ${host}. 192.0.2.1`]);
  });

  it('goes on being kept when it stands', async () => {
    const world = await openWorld();
    await world.write(host);
    await world.settle();
    const wish = wishFor({ target: { kind: 'addresses', addresses: ['192.0.2.2'] } });
    await world.write(host, { release, wish });
    await world.settle();
    expect(names(world)).toEqual([`A ${host}. 192.0.2.2`]);
    expect(await world.condition(host)).toBe('True/InSync');
  });

  it('is found where whoever made it died before saying so', async () => {
    const world = await openWorld();
    await world.write(host);
    const key = laneRowKey(keyOf(host), 'dns:Z1');
    const before = await world.table.get(key);
    await world.settle();
    const owned = await world.owned();
    await world.table.transact([
      ...owned.map(({ record }) => remove(ownedKey('Z1', record))),
      ...(before === undefined ? [] : [put(key, before)]),
    ]);
    await world.write(host, { release });
    await world.settle();
    expect(await world.condition(host)).toBe('True/InSync');
    expect(await world.owned()).toEqual(owned);
  });

  it('takes the place of another record set, which would go with it', async () => {
    const world = await openWorld();
    await world.write(`${host}/blue`, { wish: wishFor({ routing: weighted }) });
    await world.settle();
    await world.write(`${host}/blue`, { state: 'dying' });
    await world.write(`${host}/green`, { wish: wishFor({ routing: weighted }), release });
    await world.settle();
    expect(names(world)).toEqual([`A ${host}. green 192.0.2.1`]);
  });
});
