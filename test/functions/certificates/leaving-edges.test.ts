import { expect, it } from 'vitest';
import { zoneKey } from '#shared/rows/zone-rows.ts';
import { remove } from '#shared/runtime/table.ts';
import { wishFor } from '../dns/world-sites.ts';
import { configurationWith, edgeOn, loadBalancer, openWorld, zone } from './world.ts';

const balancer = loadBalancer('public');
const first = edgeOn(balancer);
const second = { ...edgeOn(balancer), name: 'second', classes: ['second'], domains: ['second.example.com'] };
const off = { ...second, certificates: { ...second.certificates, mode: 'off' } } as const;
const issueOnly = { ...second, certificates: { ...second.certificates, mode: 'issue-only' } } as const;
const host = 'www.second.example.com';

/** Two edges on one load balancer, each with a name that is served. */
async function openShared() {
  const world = await openWorld({ balancers: [balancer], configuration: configurationWith([first, second]) });
  await world.walked();
  await world.write('a.example.com');
  await world.write(host, { wish: { ...wishFor(), edge: 'second' } });
  await world.settle(90);
  return world;
}

it.each([
  ['is not configured any more', [first]],
  ['keeps us off its certificates', [first, off]],
  ['has them only issued', [first, issueOnly]],
])('what serves a live name stays when its edge %s and another one has the load balancer', async (_, edges) => {
  const world = await openShared();
  const before = world.shown('public');
  expect(before.length).toBeGreaterThan(0);
  await world.configure(configurationWith(edges));
  for (let minute = 0; minute < 130; minute += 1) {
    world.clock.advance(60_000);
    await world.drain();
  }
  expect(world.shown('public')).toEqual(before);
});

it('nothing is taken off while a zone is not read, since claims makes no site of its names', async () => {
  const world = await openShared();
  const before = world.shown('public');
  await world.table.transact([remove(zoneKey(zone.id))]);
  await world.write(host, { state: 'dying' });
  for (let minute = 0; minute < 130; minute += 1) {
    world.clock.advance(60_000);
    await world.drain();
  }
  expect(world.shown('public')).toEqual(before);
});

it('a lane whose edges have all gone is kept on with the role that they had', async () => {
  const roleArn = 'arn:aws:iam::000000000000:role/edges';
  const world = await openWorld({
    balancers: [balancer],
    configuration: configurationWith([{ ...first, roleArn, externalId: 'id' }]),
  });
  await world.write('a.example.com');
  await world.settle(30);
  await world.configure(configurationWith([]));
  const before = world.places.length;
  await world.settle(5);
  expect(world.places.slice(before)).not.toEqual([]);
  expect(new Set(world.places.map((place) => JSON.stringify(place)))).toEqual(
    new Set([JSON.stringify({ region: 'eu-central-1', roleArn, externalId: 'id' })]),
  );
});
