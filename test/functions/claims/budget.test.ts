import { describe, expect, it } from 'vitest';
import { claimsCapability } from '../../../functions/claims/handler.ts';
import { claimsLane } from '../../../shared/rows/zone-rows.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { runDrain } from '../../support/run-drain.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';
import { ingress } from './samples.ts';
import { testPorts, testWorld } from './world.ts';

/** Each transaction takes its time. */
const slowTable = (table: Table, clock: VirtualClock, ms: number): Table => ({
  ...table,
  async transact(actions) {
    await table.transact(actions);
    clock.advance(ms);
  },
});

async function drains(table: Table, clock: VirtualClock): Promise<readonly string[]> {
  const results: string[] = [];
  for (let left = 40; left > 0; left -= 1) {
    const capability = claimsCapability(testPorts());
    const report = await runDrain({ capability, lane: claimsLane('demo'), table, clock });
    if (report.taken === 0 && !report.behind) break;
    results.push(report.result);
    clock.advance(61_000);
  }
  return results;
}

describe('a table that is slow', () => {
  it('never keeps a drain from ending in time, however many hosts few objects name', async () => {
    const world = await testWorld();
    await world.readZones();
    await world.walk([]);
    await world.settle();
    const keys = Array.from({ length: 4 }, (_, index) => `shop/n${index}`);
    for (const [at, key] of keys.entries()) {
      const hosts = Array.from({ length: 30 }, (_, index) => `h${index}.n${at}.example.com`);
      await world.say(key, ingress(key, hosts));
    }
    const results = await drains(slowTable(world.table, world.clock, 1_000), world.clock);
    expect(results).not.toContain('lost');
    const rows = await Promise.all(keys.map((key) => world.object(key)));
    expect(rows.map((row) => row?.settledMarker === row?.marker)).toEqual([true, true, true, true]);
  });
});
