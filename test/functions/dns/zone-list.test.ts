import { expect, it } from 'vitest';
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
