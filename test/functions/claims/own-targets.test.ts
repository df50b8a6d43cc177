import { describe, expect, it } from 'vitest';
import type { Ingress } from '../../../shared/domain/objects.ts';
import type { AssignedRow } from '../../../shared/rows/certificate-rows.ts';
import { balancerOf, leadsTo, on } from './balancers.ts';
import { guardedWorld, minute } from './safety-world.ts';
import { ingress } from './samples.ts';

const host = 'app.example.com';
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
    expect(await world.site(host)).toMatchObject({ wish: elsewhere, moving: { edge: 'public', loadBalancer: arn } });
    await world.serve();
    await world.settle();
    const site = await world.site(host);
    expect(site).toMatchObject({ wish: leadsTo('lb') });
    expect(site?.moving).toBeUndefined();
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
