import { expect, it } from 'vitest';
import type { TlsWish } from '#shared/domain/site.ts';
import { wishFor } from '../dns/world-sites.ts';
import { configurationWith, edgeOn, loadBalancer, openWorld } from './world.ts';

const host = 'app.example.com';
const wildcard = 'example.com *.example.com';
const before = loadBalancer('before');
const after = loadBalancer('after');
const keeper: TlsWish = { managedBy: 'cert-manager', detail: 'Issuer "one"' };

async function moving(wish: Parameters<typeof wishFor>[0], edge: string, tls?: TlsWish) {
  const world = await openWorld({
    balancers: [before, after],
    configuration: configurationWith([edgeOn(before), edgeOn(after)]),
  });
  await world.walked();
  const to = { edge, sinceMs: world.clock.now(), ...(tls === undefined ? {} : { tls }) };
  await world.write(host, { wish: wishFor({ edge: 'before', ...wish }), moving: to });
  await world.settle(60);
  return world;
}

it('gives a name a certificate on the edge that it moves to, and leaves the old one to who keeps it there', async () => {
  const world = await moving({ tls: keeper }, 'after');
  expect([world.shown('before'), world.shown('after')]).toEqual([[], [wildcard]]);
  expect(await world.condition(host)).toBe('True/ManagedElsewhere');
  expect(await world.assigned()).toMatchObject([
    { edge: 'after', status: 'True', reason: 'Attached' },
    { edge: 'before', reason: 'ManagedElsewhere' },
  ]);
});

it('gives a name a certificate where it is, and leaves the new edge to who keeps it there', async () => {
  const world = await moving({}, 'after', keeper);
  expect([world.shown('before'), world.shown('after')]).toEqual([[wildcard], []]);
  expect(await world.condition(host)).toBe('True/Attached');
});

it('says who serves a name until the load balancer of its own edge does', async () => {
  const tls: TlsWish = { managedBy: 'elsewhere', detail: 'its name does not lead there' };
  const world = await moving({ target: { kind: 'name', name: 'other.example.net' }, tls }, 'before');
  expect(world.shown('before')).toEqual([wildcard]);
  expect(await world.condition(host)).toBe('True/ManagedElsewhere');
  expect(await world.message(host)).toContain('its name does not lead there');
  expect(await world.assigned()).toMatchObject([{ edge: 'before', status: 'True', reason: 'Attached' }]);
});
