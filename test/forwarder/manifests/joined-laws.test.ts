import fc from 'fast-check';
import { expect, it } from 'vitest';
import { begin } from '../support/manifests.ts';

const routeKind = 'gateway.networking.k8s.io/HTTPRoute';
const ingressRouteKind = 'traefik.io/IngressRoute';

const gateway = (name: string, hostname: string): object => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name, namespace: 'infra' },
  spec: {
    gatewayClassName: 'x',
    listeners: [
      {
        name: 'http',
        port: 80,
        protocol: 'HTTP',
        hostname,
        allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'a' } } } },
      },
    ],
  },
});
const route = (parents: readonly string[]): object => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { hostnames: ['a.example.com'], parentRefs: parents.map((name) => ({ name, namespace: 'infra' })) },
});
const namespace = (team: string): object => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { team } },
});
const traefik = (ip: string): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'traefik',
    namespace: 'infra',
    labels: { 'app.kubernetes.io/name': ip === '' ? 'other' : 'traefik' },
  },
  spec: { type: 'LoadBalancer', ports: [{ name: 'web', port: 80 }] },
  status: { loadBalancer: { ingress: [{ ip }] } },
});
const ingressRoute = (match: string): object => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'IngressRoute',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { routes: [{ match }] },
});

const name = fc.constantFrom('one', 'two');
const broken = '{"apiVersion": ';
const edit = fc.oneof(
  fc
    .tuple(name, fc.constantFrom('a.example.com', 'b.example.com'))
    .map(([of, host]) => [`${of}.json`, JSON.stringify(gateway(of, host))] as const),
  name.map((of) => [`${of}.json`, undefined] as const),
  fc.constantFrom('one.json', 'two.json', 'shop.json', 'route.json', 'lb.json').map((path) => [path, broken] as const),
  fc.subarray(['one', 'two', 'three']).map((parents) => ['route.json', JSON.stringify(route(parents))] as const),
  fc.constantFrom('a', 'b').map((team) => ['shop.json', JSON.stringify(namespace(team))] as const),
  fc.constantFrom('192.0.2.1', '192.0.2.2', '').map((ip) => ['lb.json', JSON.stringify(traefik(ip))] as const),
  fc
    .constantFrom('Host(`a.b`)', 'Host(`c.d`)')
    .map((match) => ['ir.json', JSON.stringify(ingressRoute(match))] as const),
);
const story = fc.array(fc.tuple(edit, fc.constantFrom(0, 50, 300, 5_000)), { maxLength: 25 });

it('law: whatever happened, what is believed in the end is what there is', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (edits) => {
      const { directory, scheduler, hub } = await begin({});
      for (const [[path, text], pauseMs] of edits) {
        directory.write(path, text);
        await scheduler.advance(pauseMs);
      }
      for (const [path, text] of directory.files) if (text === broken) directory.write(path, undefined);
      await scheduler.advance(40_000);
      const anew = await begin(Object.fromEntries(directory.files));
      await anew.scheduler.advance(10_000);
      for (const kind of [routeKind, ingressRouteKind]) expect(hub.believes(kind)).toEqual(anew.hub.believes(kind));
    }),
  );
});

it('law: a Gateway in a file that cannot be read is never said to be gone', async () => {
  const files = {
    'one.json': JSON.stringify(gateway('one', 'a.example.com')),
    'route.json': JSON.stringify(route(['one'])),
  };
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(fc.constantFrom(0, 300, 5_000), { maxLength: 4 }),
      async (isNew, pauses) => {
        const { directory, scheduler, hub } = await begin(isNew ? { ...files, 'one.json': broken } : files);
        directory.write('one.json', broken);
        for (const pauseMs of pauses) {
          directory.write('shop.json', JSON.stringify(namespace(`${pauseMs}`)));
          await scheduler.advance(pauseMs);
          const believed = hub.believes(routeKind)['shop/web'];
          if (isNew) expect(believed).toMatchObject({ parents: [], problems: [{ field: 'spec.parentRefs[0]' }] });
          else expect(believed).toMatchObject({ parents: [{ key: 'infra/one' }] });
        }
      },
    ),
  );
});
