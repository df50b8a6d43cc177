import { expect, it } from 'vitest';
import { playManifests } from './play-manifests.ts';

const ingress = (namespace: string, name: string, hosts: readonly string[], annotations: object = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace, annotations },
  spec: { ingressClassName: 'public', rules: hosts.map((host) => ({ host })) },
});

/** Those that were there first: without a creation time the smaller name is. */
const honest = Array.from({ length: 20 }, (_, at) => ingress('a-shop', `web-${at}`, [`app-${at}.example.com`]));
const honestSites = honest.map(({ spec }) => spec.rules[0]?.host).sort();

it('a tenant with 5,000 Ingresses for hosts of others gets none, and takes none away', async () => {
  const thieves = Array.from({ length: 5_000 }, (_, at) =>
    ingress('thief', `web-${at}`, [at % 2 === 0 ? `app-${at % 20}.example.com` : 'pay.example.com']),
  );
  const found = await playManifests([...honest, ...thieves]);
  expect(found.sites.map((line) => line.split(' ')[0]).sort()).toEqual(honestSites);
  expect(found.sites.every((line) => line.includes(' Ingress/a-shop/'))).toBe(true);
  expect(found.refused).toHaveLength(5_000);
});

it('annotations of 256 KB and names like markup hurt their own object only', async () => {
  const big = 'x'.repeat(256 * 1_024);
  const markup = '<script>alert(1)</script>.example.com';
  const odd = [
    ingress('thief', 'a', ['a.example.com'], { 'firstlight.dev/target': big }),
    ingress('thief', 'b', ['b.example.com'], { 'firstlight.dev/hostname': big }),
    ingress('thief', 'c', ['c.example.com'], { 'firstlight.dev/aws-weight': big }),
    ingress('thief', 'd', [markup], { 'firstlight.dev/<b>': markup }),
    ingress('thief', 'e', [big]),
  ];
  const found = await playManifests([...honest, ...odd]);
  const hosts = found.sites.map((line) => line.split(' ')[0]);
  expect(hosts).toEqual([...honestSites, 'a.example.com', 'b.example.com'].sort());
  for (const { message } of found.skipped) expect(message.length).toBeLessThan(500);
  expect(found.skipped.map(({ line }) => line).sort()).toEqual([
    'Ingress/thief/b TooLarge',
    'Ingress/thief/c TooLarge',
    'Ingress/thief/d InvalidAnnotation',
    'Ingress/thief/d InvalidHost',
    'Ingress/thief/e InvalidObject',
  ]);
});

it('500 routes at one Gateway are served through it', async () => {
  const gateway = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'infra' },
    spec: {
      gatewayClassName: 'x',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
    },
  };
  const routes = Array.from({ length: 500 }, (_, at) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `web-${at}`, namespace: 'shop' },
    spec: { parentRefs: [{ name: 'public', namespace: 'infra' }], hostnames: [`r${at}.example.com`] },
  }));
  const found = await playManifests([gateway, ...routes]);
  expect(found.sites).toHaveLength(500);
});
