import { describe, expect, it } from 'vitest';
import { waitingItem } from '#shared/rows/claims-keys.ts';
import { floorKey, kindKey, objectKey, type SettledClaim } from '#shared/rows/object-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import { laneStateKey, newLane } from '#shared/runtime/lanes.ts';
import { put, remove } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import { openAfterLoss } from './after-loss.ts';
import type { openWorld } from './world.ts';

const hourMs = 3_600_000;
const host = 'app.example.com';
const wildcard = 'example.com *.example.com';
const ingress = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress' };
type World = Awaited<ReturnType<typeof openWorld>>;

async function afterLoss(): Promise<World> {
  const world = await openAfterLoss(host);
  await world.walked();
  return world;
}

async function pass(world: World, hours: number): Promise<void> {
  for (let step = 0; step < hours * 4; step += 1) {
    world.clock.advance(hourMs / 4);
    await world.settle(3);
  }
}

const claim = (more: Partial<SettledClaim>): SettledClaim => ({
  host,
  view: 'public',
  setIdentifier: '',
  verdict: 'refused',
  ...more,
});

async function writeObject({ table }: World, said: SettledClaim): Promise<void> {
  const ref = { ...ingress, key: 'shop/shop' };
  const row = { ref, marker: '1', settledMarker: '1', gone: false, claims: [said], skipped: [], hosts: [said.host] };
  await table.transact([
    put(kindKey(ingress), { apiGroup: ingress.apiGroup, kind: ingress.kind }),
    put(objectKey(ref), row),
  ]);
}

const waiting = ({ clock }: World, dueMs = clock.now()) =>
  enqueue({ lane: claimsLane('demo'), key: waitingItem, row: 'x', generation: 0, dueMs });

describe('after a loss of the table nothing is taken away', () => {
  it('but what nobody claims, an hour after all was said and settled', async () => {
    const world = await afterLoss();
    await pass(world, 3);
    expect(world.shown('public')).toEqual([]);
  });

  it.each<[string, (world: World) => Promise<void>]>([
    ['claims has not looked at all that the cluster said', (world) => world.table.transact([waiting(world)])],
    [
      'claims tries a message again in an hour',
      async (world) => {
        for (let hour = 1; hour < 60; hour += 1) {
          await world.table.transact([waiting(world, world.clock.now() + hour * hourMs)]);
        }
      },
    ],
    [
      'claims has not walked its rows under this configuration',
      (world) => world.table.transact([put(laneStateKey(claimsLane('demo')), newLane(claimsLane('demo')))]),
    ],
    ['its claim waits for a zone', (world) => writeObject(world, claim({ reason: 'ZoneNotRead' }))],
    ['its claim waits for the word of another cluster', (world) => writeObject(world, claim({ reason: 'Waiting' }))],
    [
      'the cluster has not said which kinds it sees',
      (world) =>
        world.table.transact([remove(floorKey({ cluster: 'demo', apiGroup: 'firstlight.dev', kind: 'Source' }))]),
    ],
  ])('while %s', async (_, hinder) => {
    const world = await afterLoss();
    await hinder(world);
    await pass(world, 3);
    expect(world.shown('public')).toEqual([wildcard]);
    expect(world.names()).toEqual([wildcard]);
  });

  it('what a claim that waits does not need goes', async () => {
    const world = await afterLoss();
    await writeObject(world, claim({ host: 'app.example.org', reason: 'ZoneNotRead' }));
    await pass(world, 3);
    expect(world.shown('public')).toEqual([]);
  });

  it('a claim that is refused for good needs nothing', async () => {
    const world = await afterLoss();
    await writeObject(world, claim({ reason: 'HostTaken' }));
    await pass(world, 3);
    expect(world.shown('public')).toEqual([]);
  });
});

it('a cluster that never rests keeps nothing for ever', async () => {
  const world = await afterLoss();
  for (let step = 0; step < 16; step += 1) {
    const message = waiting(world);
    await world.table.transact([message]);
    await pass(world, 0.25);
    await world.table.transact([remove(message.key)]);
  }
  expect(world.shown('public')).toEqual([]);
});
