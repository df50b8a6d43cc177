import { describe, expect, it } from 'vitest';
import { holdKey } from '#shared/rows/safety-rows.ts';
import { put, remove } from '#shared/runtime/table.ts';
import { dnsCapability } from '../../../functions/dns/handler.ts';
import { runDrain } from '../../support/run-drain.ts';
import { configuration, openWorld, type World } from './world.ts';

const count = 400;
const written = (world: World) => world.records().filter((text) => text.startsWith('A ')).length;

/** A drain of several batches, in which `speak` happens after the first one is sent. */
async function interrupted(speak: (world: World) => Promise<unknown>): Promise<World> {
  const world = await openWorld();
  await world.drain();
  for (let n = 0; n < count; n += 1) await world.write(`n${n}.example.com`);
  let sent = 0;
  const zones = {
    list: world.zones.list.bind(world.zones),
    getChange: world.zones.getChange.bind(world.zones),
    recordLimit: world.zones.recordLimit.bind(world.zones),
    async change(...call: Parameters<typeof world.zones.change>) {
      const receipt = await world.zones.change(...call);
      sent += 1;
      if (sent === 1) await speak(world);
      return receipt;
    },
  };
  await runDrain({ capability: dnsCapability(() => zones), lane: 'dns:Z1', table: world.table, clock: world.clock });
  return world;
}

const holdAll = ({ table, clock }: World) =>
  table.transact([put(holdKey('all'), { scope: 'all', sinceMs: clock.now(), by: 'oncall' })]);

describe('a drain in which a person speaks', () => {
  it.each([
    ['holds everything', holdAll],
    ['says observe', (world: World) => world.configure({ ...configuration, mode: 'observe' })],
  ] as const)('writes no further batch once somebody %s', async (_, speak) => {
    const world = await interrupted(speak);
    expect(world.calls().ChangeResourceRecordSets).toBe(1);
    expect(written(world)).toBeLessThan(count);
  });

  it('leaves the other names due at once and without backoff, and goes on where the word is taken back', async () => {
    const world = await interrupted(holdAll);
    const items = await world.items('dns:Z1');
    expect(new Set(items.map(({ key }) => key)).size).toBe(count);
    expect(items.every(({ attempt, dueMs }) => attempt === 0 && dueMs <= world.clock.now() + 1000)).toBe(true);
    await world.table.transact([remove(holdKey('all'))]);
    world.clock.advance(1000);
    await world.drain();
    expect(written(world)).toBe(count);
  });
});
