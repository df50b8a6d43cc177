import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, startCluster } from './cluster.ts';
import { customKind, define, undefine } from './definitions.ts';
import { until } from './listener.ts';

const kind = customKind('traefik.io/IngressRoute');
const routes = '/apis/traefik.io/v1alpha1/namespaces/shop/ingressroutes';
const route = (name: string) => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'IngressRoute',
  metadata: { name, namespace: 'shop' },
  spec: { entryPoints: ['websecure'], routes: [{ kind: 'Rule', match: `Host(\`${name}.example.com\`)` }] },
});

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster[Symbol.asyncDispose]());

it('a kind may come late, lose single objects, go as a whole, and come back: only single objects are said to be gone', async () => {
  const { hand, admin } = cluster;
  const listener = cluster.listen();
  const { hub } = listener;
  const news = listener.news(kind.id);
  const keys = (): string => Object.keys(hub.believes(kind.id)).sort().join(' ');
  await until(() => news.state === 'absent', 'the kind is absent');
  expect(news.message).toBe('there is no CustomResourceDefinition ingressroutes.traefik.io');

  await define(admin, hand, kind);
  for (const name of ['a', 'b', 'c']) await hand.post(routes, route(name));
  await until(() => keys() === 'shop/a shop/b shop/c', 'three routes');
  await hand.delete(`${routes}/a`);
  await until(() => keys() === 'shop/b shop/c', 'one route less');

  await undefine(hand, kind);
  await until(() => news.state === 'absent', 'the kind is gone');
  await sleep(1_000);
  expect(keys()).toBe('shop/b shop/c');
  await until(() => listener.stateOf(kind.id) === 'absent', 'the hub knows that the kind is gone');

  await define(admin, hand, kind);
  await hand.post(routes, route('c'));
  await until(() => keys() === 'shop/c', 'what is there now');
  await until(() => listener.stateOf(kind.id) === 'listed', 'the hub knows that the kind is back');
  expect(hub.saidTwice).toEqual([]);
});
