import { expect, it } from 'vitest';
import { claimKey } from '#shared/rows/site-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { dueUpTo, itemPartition } from '#shared/runtime/work-item.ts';
import { nextScanMs } from '../../../functions/dns/scan-time.ts';
import { configuration, openWorld, otherZone, type World, zone } from './world.ts';

const dayMs = 86_400_000;

/** Drains as the sweep would: whenever something is due, for some days. */
async function live(world: World, days: number): Promise<void> {
  for (let minute = 0; minute < days * 1440; minute += 10) {
    world.clock.advance(600_000);
    const to = dueUpTo(world.clock.now());
    const due = await Promise.all([0, 1, 2, 3].map((part) => world.table.query(itemPartition('dns:Z1', part), { to })));
    if (due.flat().length > 0) await world.settle();
  }
}

const scans = async (world: World) =>
  (await Promise.all([0, 1, 2, 3].map((part) => world.table.query(itemPartition('dns:Z1', part)))))
    .flat()
    .filter(({ row }) => row.key === 'zone:Z1');

async function standing(): Promise<World> {
  const world = await openWorld();
  await world.write('shop.example.com');
  await world.settle();
  return world;
}

it('a zone is compared once a day, and what went missing is there again', async () => {
  const world = await standing();
  const { recordSets } = await world.zones.list('Z1');
  const gone = recordSets.filter(({ type }) => type === 'A' || type === 'TXT');
  const before = world.calls().ListResourceRecordSets ?? 0;
  await world.zones.change(
    'Z1',
    gone.map((record) => ({ action: 'DELETE', record: { ...record, type: record.type === 'A' ? 'A' : 'TXT' } })),
  );
  expect(world.records()).toEqual([]);
  await live(world, 1);
  expect(world.records()).toHaveLength(2);
  expect(await world.condition('shop.example.com')).toBe('True/InSync');
  await live(world, 3);
  expect(world.calls().ListResourceRecordSets).toBe(before + 4);
  expect(await scans(world)).toHaveLength(1);
});

it.each(['Waiting', 'HostTaken'] as const)(
  'a mark that went wakes claims refused as %s, in their clusters',
  async (reason) => {
    const world = await standing();
    const site = { host: 'shop.example.com', view: 'private', setIdentifier: '' } as const;
    const source = { cluster: 'other', apiGroup: '', kind: 'Service', key: 'team/app' };
    const wish = { edge: '', zone: 'Z9', ttlSeconds: 300, ownerId: 'other', resource: 'service/team/app' };
    const claim = { site, source, namespace: 'team', wish, verdict: 'refused', reason } as const;
    await world.table.transact([put(claimKey(site, source), claim)]);
    const { recordSets } = await world.zones.list('Z1');
    const marks = recordSets.filter(({ type }) => type === 'TXT');
    await world.zones.change(
      'Z1',
      marks.map((record) => ({ action: 'DELETE', record: { ...record, type: 'TXT' } })),
    );
    await live(world, 1);
    const parts = [0, 1, 2, 3].map((part) => world.table.query(itemPartition('claims:other', part)));
    expect((await Promise.all(parts)).flat().map(({ row }) => row.key)).toEqual(['host:shop.example.com']);
  },
);

it('a zone that was out of the configuration is compared again', async () => {
  const world = await standing();
  await world.configure({ ...configuration, zones: [otherZone] });
  await live(world, 2);
  const before = world.calls().ListResourceRecordSets ?? 0;
  await world.configure(configuration);
  await live(world, 1);
  expect(world.calls().ListResourceRecordSets).toBeGreaterThan(before);
  expect(await scans(world)).toHaveLength(1);
});

it('the time of a scan is the same whoever asks on one day, a day later on the next, and its own for each zone', () => {
  const at = nextScanMs(zone.id, 1_000 * dayMs);
  expect(at - 1_000 * dayMs).toBeGreaterThan(0);
  expect(at - 1_000 * dayMs).toBeLessThanOrEqual(dayMs);
  expect(nextScanMs(zone.id, at - 1)).toBe(at);
  expect(nextScanMs(zone.id, at)).toBe(at + dayMs);
  expect((nextScanMs(otherZone.id, at) - at) % dayMs).not.toBe(0);
});
