import { describe, expect, it } from 'vitest';
import type { Ingress } from '../../../shared/domain/objects.ts';
import type { AssignedRow } from '../../../shared/rows/certificate-rows.ts';
import { itemPartition, itemPartitions } from '../../../shared/runtime/work-item.ts';
import { balancerOf, leadsTo, on } from './balancers.ts';
import { type GuardedWorld, guardedWorld, minute, numbers } from './safety-world.ts';
import { ingress } from './samples.ts';

const host = 'app.example.com';
const lane = 'certificates:111122223333/eu-central-1';
const arn = balancerOf('lb').arn;
const elsewhere = { edge: 'public', target: { kind: 'name', name: 'other.example.net' } };

/** A name that leads past the load balancer of its edge, where somebody else serves it, as its annotation says. */
async function past() {
  const world = await guardedWorld(1, on('lb'));
  const say = (annotations: Ingress['annotations']) =>
    world.say('shop/app', ingress('shop/app', [host], { annotations }));
  await say({ 'firstlight.dev/target': 'other.example.net' });
  await world.settle();
  await world.keepZone(host);
  const serve = (more: Partial<AssignedRow> = {}) => world.serve(host, 'public', { loadBalancer: arn, ...more });
  await serve({ reason: 'ManagedElsewhere', attachedTo: [] });
  await world.settle();
  expect(await world.site(host)).toMatchObject({ wish: { ...elsewhere, tls: { managedBy: 'elsewhere' } } });
  return { ...world, serve, say };
}

async function items({ table }: Pick<GuardedWorld, 'table'>): Promise<readonly string[]> {
  const parts = numbers(0, itemPartitions).map((one) => table.query(itemPartition(lane, one)));
  return (await Promise.all(parts)).flat().map(({ row }) => `${row.key}@${row.generation}`);
}

describe('a site whose object takes its own target back', () => {
  it.each([
    ['nothing', []],
    ['what serves others', ['listener']],
  ])('leads there until the edge shows a certificate for it, where that shows %s', async (_what, attachedTo) => {
    const world = await past();
    await world.serve({ reason: 'ManagedElsewhere', attachedTo });
    await world.say({});
    await world.settle();
    await world.pass(10 * minute);
    const waiting = await world.site(host);
    expect(waiting).toMatchObject({ wish: { ...elsewhere, tls: { managedBy: 'elsewhere' } } });
    expect(waiting?.moving).toMatchObject({ edge: 'public', loadBalancer: arn });
    expect(waiting?.moving?.tls).toBeUndefined();
    expect(await items(world)).toContain(`${host}@${waiting?.generation}`);
    await world.serve();
    await world.settle();
    const site = await world.site(host);
    expect(site).toMatchObject({ wish: leadsTo('lb') });
    expect([site?.moving, site?.wish.tls]).toEqual([undefined, undefined]);
  });

  it('leads to the edge at once where somebody else keeps its certificate there, too', async () => {
    const world = await past();
    await world.say({ 'firstlight.dev/tls': 'elsewhere' });
    await world.settle();
    const site = await world.site(host);
    expect(site).toMatchObject({ wish: { ...leadsTo('lb'), tls: { managedBy: 'elsewhere' } } });
    expect(site?.moving).toBeUndefined();
  });
});
