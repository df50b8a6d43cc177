import { describe, expect, it } from 'vitest';
import { zoneItem } from '../../../shared/rows/claims-keys.ts';
import { dnsLane } from '../../../shared/rows/zone-rows.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { itemPartition, itemPartitions } from '../../../shared/runtime/work-item.ts';
import { conflictingTable } from '../../support/conflicting-table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { ingress, ingressRef, testConfiguration, zone } from './samples.ts';
import { testWorld } from './world.ts';

const names = Array.from({ length: 100 }, (_, index) => `n${String(index).padStart(3, '0')}`);

async function firstWalk(read: boolean) {
  const conflicting = conflictingTable(memoryTable());
  const world = await testWorld(testConfiguration(), undefined, conflicting.table);
  if (read) await world.readZones();
  await world.walk(names.map((name) => ingress(`shop/${name}`, [`${name}.example.com`])));
  await world.settle();
  return { world, met: conflicting.met };
}

async function itemsOf(table: Table, lane: string): Promise<readonly string[]> {
  const partitions = Array.from({ length: itemPartitions }, (_, index) => itemPartition(lane, index));
  const found = await Promise.all(partitions.map((partition) => table.query(partition)));
  return found.flat().map(({ row }) => row.key);
}

describe('hosts in flight together', () => {
  it.each([true, false])('meet on no row, whether their zone was read or not (%s)', async (read) => {
    const { world, met } = await firstWalk(read);
    expect(met).toEqual([]);
    const rows = await Promise.all(names.map((name) => world.object(`shop/${name}`)));
    expect(rows.every((row) => row !== undefined && row.settledMarker === row.marker)).toBe(true);
    expect(rows[0]?.ref).toEqual(ingressRef('shop/n000'));
  });

  it('ask for a zone that was not read once', async () => {
    const { world } = await firstWalk(false);
    expect(await itemsOf(world.table, dnsLane(zone))).toEqual([zoneItem(zone)]);
  });
});
