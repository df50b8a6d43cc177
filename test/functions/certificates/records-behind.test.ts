import { describe, expect, it } from 'vitest';
import { type LaneRow, laneRowKey, siteKey } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { keyOf, wishFor } from '../dns/world-sites.ts';
import { configurationWith, edgeOn, loadBalancer, openWorld, zone } from './world.ts';

const host = 'app.example.com';
const wildcard = 'example.com *.example.com';
const minuteMs = 60_000;
const before = loadBalancer('before');
const after = loadBalancer('after');
const both = [edgeOn(before), edgeOn(after)];

type World = Awaited<ReturnType<typeof openWorld>>;
type Row = Partial<Omit<LaneRow, 'conditions'>> & { readonly reason?: 'InSync' | 'OwnershipLost' };

/** A name that edge `before` serves, whose record stands. */
async function served() {
  const world = await openWorld({ balancers: [before, after], configuration: configurationWith(both) });
  await world.walked();
  await write(world, 'before');
  await says(world, {});
  await world.settle(60);
  expect(world.shown('before')).toEqual([wildcard]);
  return world;
}

const write = (world: World, edge: string) =>
  world.write(host, { wish: wishFor({ edge }), lanes: [world.lane, dnsLane(zone.id)] });

/** What dns says of the name's record; as it is wished, if nothing else is given. */
async function says({ table, clock }: World, { reason = 'InSync', ...more }: Row): Promise<void> {
  const lane = more.lane ?? dnsLane(zone.id);
  const site = await table.get(siteKey(keyOf(host)));
  const status = reason === 'InSync' ? 'True' : 'False';
  const ready = { type: 'DnsReady', status, reason, message: '', since: new Date(clock.now()).toISOString() } as const;
  const row = { site: keyOf(host), lane, generation: site?.generation ?? 0, applied: true, ...more };
  await table.transact([put(laneRowKey(row.site, lane), { ...row, conditions: [ready] })]);
}

async function pass(world: World, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    world.clock.advance(minuteMs);
    await world.drain();
  }
}

describe('a name that is wished on another edge is served where it was, too', () => {
  it.each<[string, Row]>([
    ['while dns has not looked at it', { generation: 1 }],
    ['while dns cannot write its record', { reason: 'OwnershipLost' }],
    ['while its record in a zone that it has left stands', { lane: dnsLane('Z9') }],
  ])('%s', async (_what, row) => {
    const world = await served();
    await write(world, 'after');
    if (row.lane !== undefined) await says(world, {});
    await says(world, row);
    if (row.lane !== undefined) {
      const site = await world.table.get(siteKey(keyOf(host)));
      if (site !== undefined)
        await world.table.transact([put(siteKey(site), { ...site, lanes: [...site.lanes, row.lane] })]);
    }
    await pass(world, 190);
    expect(world.shown('before')).toEqual([wildcard]);
    await says(world, row.lane === undefined ? {} : { ...row, applied: false });
    await pass(world, 190);
    expect(world.shown('before')).toEqual([]);
    expect(world.shown('after')).toEqual([wildcard]);
  });

  it('until caches have forgotten where it led', async () => {
    const world = await served();
    await write(world, 'after');
    await pass(world, 50);
    await says(world, {});
    await pass(world, 29);
    expect(world.shown('before')).toEqual([wildcard]);
    await pass(world, 120);
    expect(world.shown('before')).toEqual([]);
  });

  it.each<[string, Row]>([
    ['as its record leads to the new one', {}],
    ['as nothing of it was ever written', { applied: false, reason: 'OwnershipLost' }],
  ])('but no longer than an hour, %s', async (_what, row) => {
    const world = await served();
    await write(world, 'after');
    await says(world, row);
    await pass(world, 65);
    expect(world.shown('before')).toEqual([]);
  });
});

describe('a name that is wished where another lane keeps the certificates', () => {
  it('is known to its old lane until its record has led to the new place for half an hour', async () => {
    const world = await served();
    await world.configure(configurationWith([edgeOn(before), { ...edgeOn(after), region: 'eu-west-1' }]));
    await write(world, 'after');
    await pass(world, 130);
    expect(world.shown('before')).toEqual([wildcard]);
    await says(world, {});
    await pass(world, 29);
    expect(await world.table.get(laneRowKey(keyOf(host), world.lane))).toBeDefined();
    await pass(world, 20);
    expect(await world.table.get(laneRowKey(keyOf(host), world.lane))).toBeUndefined();
    await pass(world, 70);
    expect(world.shown('before')).toEqual([]);
  });
});
