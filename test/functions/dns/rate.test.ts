import { expect, it } from 'vitest';
import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import { ThrottledError } from '#shared/errors/kinds.ts';
import { dnsCapability } from '../../../functions/dns/handler.ts';
import type { HostedZones } from '../../../functions/dns/ports.ts';
import { ratedZones } from '../../../functions/dns/rated-zones.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { runDrain } from '../../support/run-drain.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { configuration, openWorld, otherZone, zone } from './world.ts';
import { wishFor } from './world-sites.ts';

const roleArn = 'arn:aws:iam::999988887777:role/dns';

/** Two zones that are listed as fast as they may be, without end; how often each was asked in 60 s. */
async function listForAMinute(document = configuration): Promise<readonly number[]> {
  const world = await openWorld({ configuration: document });
  await world.write('shop.example.com');
  await world.write('a.shop.example.com', { wish: wishFor({ zone: otherZone.id }) });
  const asked = new Map<string, number>([zone.id, otherZone.id].map((id) => [id, 0]));
  const zones: HostedZones = {
    list: async (id) => {
      asked.set(id, (asked.get(id) ?? 0) + 1);
      world.clock.advance(10);
      return { recordSets: [], next: { name: `n${asked.get(id)}.example.com` } };
    },
    change: (id, changes) => world.zones.change(id, changes),
    getChange: (id) => world.zones.getChange(id),
    recordLimit: (id) => world.zones.recordLimit(id),
  };
  const capability = dnsCapability(() => zones);
  const endMs = world.clock.now() + 60_000;
  while (world.clock.now() < endMs) {
    for (const id of asked.keys()) {
      await runDrain({ capability, lane: `dns:${id}`, table: world.table, clock: world.clock });
      world.clock.advance(100);
    }
  }
  return [...asked.values()];
}

it('the zones of one account share its requests, and use them', async () => {
  const calls = await listForAMinute();
  const all = calls.reduce((sum, count) => sum + count, 0);
  expect(all).toBeLessThanOrEqual(50 + 10 * 61);
  expect(all).toBeGreaterThan(300);
  for (const count of calls) expect(count).toBeGreaterThan(50);
});

it('the zones of one account share its single changes: a batch goes whole or waits', async () => {
  const clock = virtualClock();
  const drain = {
    now: clock.now,
    table: memoryTable(),
    configuration: { seq: 1, document: configuration, incarnation: '', clustersSince: {} },
  };
  const batch = Array.from({ length: 1000 }, (_, index): RecordChange => {
    return { action: 'CREATE', record: { name: `n${index}.example.com`, type: 'A', ttl: 60, values: ['192.0.2.1'] } };
  });
  const far: HostedZones = {
    list: async () => ({ recordSets: [] }),
    change: async () => ({ changeId: 'C1', status: 'PENDING' }),
    getChange: async () => 'INSYNC',
    recordLimit: async () => ({ most: 10_000, count: 0 }),
  };
  const zones = [zone, otherZone].map((one) => ratedZones(far, drain, one));
  let [made, changes] = [0, 0];
  for (let tries = 0; tries < 40; tries += 1) {
    try {
      await zones[tries % 2]?.change('Z', batch);
      [made, changes] = [made + 1, changes + batch.length];
    } catch (error) {
      if (!(error instanceof ThrottledError)) throw error;
      clock.advance(error.retryAfterMs);
    }
  }
  expect(made).toBeGreaterThan(15);
  expect(changes).toBeLessThanOrEqual(5000 + (1000 * (clock.now() - virtualClock().now())) / 1000);
});

it('a zone of another account has requests of its own', async () => {
  const apart = { ...configuration, zones: [zone, { ...otherZone, roleArn }] };
  const calls = await listForAMinute(apart);
  expect(calls.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50 + 10 * 61);
});
