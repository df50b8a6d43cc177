import { describe, it } from 'vitest';
import { compare, type Difference, host } from './differences.ts';
import { otherLoadBalancer } from './firstlight.ts';
import { externalNameText, ingressText } from './objects.ts';

const long = `${'l'.repeat(60)}.example.com`;
const app = ingressText('shop/app', { hosts: [host] });
const other = { hostname: otherLoadBalancer };

const differences: readonly Difference[] = [
  {
    title: 'the apex and labels of more than 57 characters have no ownership there',
    manifests: ingressText('website/home', { hosts: ['example.com', long] }),
    plan: ['cannot example.com', `cannot ${long}`],
  },
  {
    title: 'a host of two namespaces belongs to the one whose record stands',
    manifests: app + ingressText('other/app', { hosts: [host] }),
    plan: [`refuse ${host}`],
  },
  {
    title: 'a class without an edge is not read',
    manifests: ingressText('shop/app', { hosts: [host], className: 'traefik' }),
    unclaimed: [host],
  },
  {
    title: 'nor is a Service of another type',
    manifests: externalNameText('shop/app', host, 'shops.example.net'),
    flags: ['--service-type-filter=ExternalName'],
    unclaimed: [host],
  },
  {
    title: 'what went while nobody looked stays',
    manifests: app,
    laterManifests: '',
    unclaimed: [host],
  },
  {
    title: 'an Ingress without an address has that of its edge',
    manifests: ingressText('shop/app', { hosts: [host], address: 'none' }),
    plan: [`publish ${host}`],
  },
  {
    title: 'an Ingress with a load balancer of its own would get that of its edge',
    manifests: ingressText('shop/app', { hosts: [host], address: other }),
    plan: [`change ${host}`],
  },
  {
    title: '… unless it names its own as target',
    manifests: ingressText('shop/app', { hosts: [host], address: other, annotations: { target: otherLoadBalancer } }),
  },
  {
    title: '… or the edge that it is',
    manifests: ingressText('shop/app', {
      hosts: [host],
      address: other,
      annotations: { 'firstlight.dev/edge': 'other' },
    }),
  },
  {
    title: 'targets of several Ingresses are not put together',
    manifests:
      ingressText('shop/a', { hosts: [host], annotations: { target: '192.0.2.1' } }) +
      ingressText('shop/b', { hosts: [host], annotations: { target: '192.0.2.2' } }),
    plan: [`change ${host}`],
  },
  {
    title: '… unless each names them all',
    manifests: ['shop/a', 'shop/b']
      .map((key) => ingressText(key, { hosts: [host], annotations: { target: '192.0.2.1,192.0.2.2' } }))
      .join(''),
  },
];

describe.concurrent('objects that external-dns reads otherwise', { timeout: 120_000 }, () => {
  it.for(differences)('$title', async (difference, { expect }) => {
    const { plan = [], unclaimed = [] } = difference;
    expect(await compare(difference)).toEqual({ plan, unclaimed, calls: 0 });
  });
});
