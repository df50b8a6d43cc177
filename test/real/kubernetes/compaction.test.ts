import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { listPages } from '../../../forwarder/kubernetes/list-pages.ts';
import { keyOfRaw } from '../../../forwarder/kubernetes/watch-event.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { hasty, until } from './listener.ts';
import { atOnce } from './objects.ts';

describe('an API server without a watch cache, whose etcd forgets', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ flags: ['--watch-cache=false'] });
    await atOnce(30, (index) => cluster.hand.ingress('shop', `i${index}`));
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  it('cannot go on with a page of the past: all is asked for at once', async () => {
    const { admin, hand, server } = cluster;
    const keys = new Set<string>();
    let pages = 0;
    const forgetful: KubernetesApi = {
      async send(request) {
        const answer = await admin.send(request);
        pages += 1;
        if (pages === 2) {
          await hand.remove('shop', 'i0');
          await server.compact();
        }
        return answer;
      },
    };
    const listed = await listPages({
      api: forgetful,
      path: '/apis/networking.k8s.io/v1/ingresses',
      limit: 10,
      signal: new AbortController().signal,
      take: (object) => void keys.add(keyOfRaw(object) ?? ''),
      restart: () => keys.clear(),
    });
    expect(listed).toMatch(/^\d+$/);
    expect([...keys].sort()).toEqual(Array.from({ length: 29 }, (_, index) => `shop/i${index + 1}`).sort());
    expect(pages).toBe(4);
  });

  it('ends a watch of the past with an error in the stream: all is listed again', async () => {
    const { hand, server } = cluster;
    const listener = cluster.listen({ times: { ...hasty, watchMs: 500 } });
    await cluster.equal(listener);
    for (let turn = 0; turn < 5; turn += 1) await hand.ingress('shop', 'i1', `c${turn}.example.com`);
    await server.compact();
    const classes = listener.news('networking.k8s.io/IngressClass');
    await until(() => (classes.endings.get('expired') ?? 0) > 0, 'a watch that is too old');
    await hand.remove('shop', 'i2');
    await cluster.equal(listener);
    expect(classes.lists).toBeGreaterThan(1);
  });
});
