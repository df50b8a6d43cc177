import { describe, expect, it } from 'vitest';
import { listedRows } from '#shared/rows/zone-rows.ts';
import { dnsCapability } from '../../../functions/dns/handler.ts';
import type { HostedZones } from '../../../functions/dns/ports.ts';
import { runDrain } from '../../support/run-drain.ts';
import { openWorld, type World, zone } from './world.ts';

const a = (index: number) => ({
  Name: `n${String(index).padStart(5, '0')}.example.com`,
  Type: 'A' as const,
  TTL: 60,
  ResourceRecords: [{ Value: '192.0.2.1' }],
});

/** The world's zones with another way to list. */
const listing = ({ zones }: World, list: HostedZones['list']): HostedZones => ({
  list,
  change: (id, changes) => zones.change(id, changes),
  getChange: (id) => zones.getChange(id),
  recordLimit: (id) => zones.recordLimit(id),
});

const drain = ({ table, clock }: World, zones: HostedZones) =>
  runDrain({ capability: dnsCapability(() => zones), lane: 'dns:Z1', table, clock });

it('a list that does not go on is given up, not followed for ever', async () => {
  const world = await openWorld({ records: Array.from({ length: 700 }, (_, index) => a(index)) });
  let calls = 0;
  const zones = listing(world, async (id, start) => {
    calls += 1;
    const page = await world.zones.list(id, start);
    return start === undefined ? page : { ...page, next: start };
  });
  await world.write('shop.example.com');
  await drain(world, zones);
  expect(calls).toBe(2);
  await world.settle(`dns:${zone.id}`, 20);
  expect(await world.condition('shop.example.com')).toBe('True/InSync');
});

const mark = (index: number) => ({
  Name: `a-n${String(index).padStart(5, '0')}.example.com`,
  Type: 'TXT' as const,
  TTL: 300,
  ResourceRecords: [
    { Value: '"heritage=external-dns,external-dns/owner=demo,external-dns/resource=ingress/shop/shop"' },
  ],
});

describe('a list that takes longer than a drain', () => {
  const records = Array.from({ length: 1500 }, (_, index) => [a(index), mark(index)]).flat();

  it('goes on where it ended, and the zone is read in the end', async () => {
    const world = await openWorld({ records });
    await world.write('shop.example.com');
    let pages = 0;
    const zones = listing(world, async (id, start) => {
      pages += 1;
      world.clock.advance(30_000);
      return world.zones.list(id, start);
    });
    for (let count = 0; count < 8; count += 1) {
      await drain(world, zones);
      world.clock.advance(60_000);
    }
    expect(await world.owned()).toHaveLength(1501);
    expect(pages).toBe(11);
    expect(await world.table.query(listedRows('Z1'))).toEqual([]);
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
  });

  it('begins anew when what was kept is too old', async () => {
    const world = await openWorld({ records });
    await world.write('shop.example.com');
    const slow = listing(world, async (id, start) => {
      world.clock.advance(30_000);
      return world.zones.list(id, start);
    });
    await drain(world, slow);
    expect(await world.table.query(listedRows('Z1'))).toHaveLength(1);
    world.clock.advance(3_600_000);
    await world.settle();
    expect(await world.owned()).toHaveLength(1501);
    expect(await world.table.query(listedRows('Z1'))).toEqual([]);
  });

  it('is not lost when it is throttled', async () => {
    const world = await openWorld({ records, limits: { action: { capacity: 3, refillPerSecond: 0.5 } } });
    await world.write('shop.example.com');
    await world.settle('dns:Z1', 60);
    expect(await world.owned()).toHaveLength(1501);
  });
});
