import { describe, expect, it } from 'vitest';
import type { IngressRoute, Route } from '../../../shared/domain/routes.ts';
import { host, started } from './started.ts';

const kind = 'gateway.networking.k8s.io/HTTPRoute';
const ref = { of: 'gateway.networking.k8s.io/Gateway', key: 'infra/main' } as const;
const listener = { name: 'http', port: 80, protocol: 'HTTP', from: 'All' } as const;
const gateway = { key: 'infra/main', className: 'public', annotations: {}, addresses: [] } as const;
const parent = { ...ref, annotations: {}, listeners: [listener], gateway } as const;

const route = (over: Partial<Route> = {}): Route => ({
  kind,
  form: 'full',
  key: 'shop/web',
  apiVersion: 'gateway.networking.k8s.io/v1',
  uid: 'u1',
  annotations: {},
  labels: {},
  hostnames: [host],
  parentRefs: [ref],
  parentStatuses: [{ ...ref, accepted: { status: 'True' } }],
  parents: [parent],
  ...over,
});

/** A route that is served, and what it says next. */
async function then(next: Route) {
  const world = await started();
  await world.say('shop/web', route(), kind);
  await world.settle();
  await world.keepZone(host);
  await world.say('shop/web', next, kind);
  await world.settle();
  return world.site(host);
}

const unread = [{ field: 'spec.parentRefs[0]', message: 'names Gateway infra/main, which cannot be read: it is odd' }];
const status = (word: string) => [{ ...ref, accepted: { status: word } }];

describe('a route that was served', () => {
  it('is served as HTTPRoute, in the form that external-dns marks it with', async () => {
    expect(await then(route())).toMatchObject({
      holder: { apiGroup: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
      wish: { resource: 'httproute/shop/web', edge: 'public' },
    });
  });

  it.each([
    ['its status is gone', route({ parentStatuses: [] })],
    ['its controller does not know', route({ parentStatuses: status('Unknown') })],
    ['its Gateway cannot be read', route({ parents: [], problems: unread })],
    ['it names another edge that is none', route({ annotations: { 'firstlight.dev/edge': 'edgy' } })],
    ['its Gateway has lost its address', route({ parents: [{ ...parent, gateway: { ...gateway, addresses: [] } }] })],
  ])('stays while %s', async (_what, next) => {
    expect((await then(next))?.release).toBeUndefined();
  });

  it.each([
    ['its Gateway does not accept it any more', route({ parentStatuses: status('False') })],
    ['its Gateway is gone', route({ parents: [] })],
    ['its Gateway has no such listener any more', route({ parents: [{ ...parent, listeners: [] }] })],
    ['it names no parent any more', route({ parentRefs: [] })],
    ['it names another host', route({ hostnames: ['other.example.com'] })],
  ])('is released when %s', async (_what, next) => {
    expect((await then(next))?.release).toBeDefined();
  });
});

it('an IngressRoute whose rule is being mended keeps what it had', async () => {
  const traefik = 'traefik.io/IngressRoute';
  const rule = (match: string): IngressRoute => ({
    kind: traefik,
    form: 'full',
    key: 'shop/web',
    apiVersion: 'traefik.io/v1alpha1',
    annotations: { 'kubernetes.io/ingress.class': 'public' },
    labels: {},
    entryPoints: [],
    matches: [match],
    entrances: [],
  });
  const world = await started();
  await world.say('shop/web', rule(`Host(\`${host}\`)`), traefik);
  await world.settle();
  await world.keepZone(host);
  await world.say('shop/web', rule(`Host(\`${host}\``), traefik);
  await world.settle();
  expect((await world.site(host))?.release).toBeUndefined();
  await world.say('shop/web', rule('Host(`other.example.com`)'), traefik);
  await world.settle();
  expect((await world.site(host))?.release).toBeDefined();
});
