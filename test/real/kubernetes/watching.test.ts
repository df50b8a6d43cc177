import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bus } from '../../../forwarder/ports.ts';
import { Hub } from '../../forwarder/support/hub.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { hasty, until } from './listener.ts';
import { atOnce, ingress } from './objects.ts';

const ingressKind = 'networking.k8s.io/Ingress';
const classKind = 'networking.k8s.io/IngressClass';

const ingresses = '/apis/networking.k8s.io/v1/namespaces/shop/ingresses';
const large = (name: string, filler: string) => {
  const { metadata, ...rest } = ingress('shop', name);
  return { ...rest, metadata: { ...metadata, annotations: { filler } } };
};

describe('what a watch of the real API server does', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  it('ends every second: it goes on where it was, and nothing is listed again', async () => {
    const { hand } = cluster;
    const listener = cluster.listen({ times: { ...hasty, watchMs: 500 } });
    for (let turn = 0; turn < 12; turn += 1) {
      await hand.ingress('shop', `a${turn % 4}`, `h${turn}.example.com`);
      if (turn % 3 === 2) await hand.remove('shop', `a${turn % 4}`);
      await sleep(300);
    }
    await cluster.equal(listener);
    const { lists, endings } = listener.news(ingressKind);
    expect(endings.get('clean')).toBeGreaterThan(1);
    expect(lists).toBe(1);
    listener.forwarder.silence();
  });

  it('tells what was deleted while nobody listened, to whoever begins later', async () => {
    const { hand } = cluster;
    const hub = new Hub();
    const first = cluster.listen({ hub });
    await atOnce(20, (index) => hand.ingress('shop', `gone${index}`));
    await cluster.equal(first);
    await first.forwarder.stop();
    await atOnce(19, (index) => hand.remove('shop', `gone${index}`));
    await hand.ingress('shop', 'gone19', 'moved.example.com');
    const second = cluster.listen({ hub });
    await cluster.equal(second);
    expect(hub.believes(ingressKind)).toHaveProperty(['shop/gone19']);
    second.forwarder.silence();
  });

  it('drops a reader that is too slow, which loses nothing', async () => {
    const { hand } = cluster;
    const hub = new Hub();
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    let jammed = false;
    const bus: Bus = {
      async put(entries) {
        if (jammed) await opened;
        for (const entry of entries) hub.apply(entry);
        return entries.map(() => ({ ok: true }));
      },
    };
    const listener = cluster.listen({ hub, bus, capacity: 3 });
    await cluster.equal(listener);
    jammed = true;
    const filler = 'x'.repeat(200_000);
    await atOnce(40, (index) => hand.post(ingresses, large(`slow${index}`, filler)));
    await atOnce(20, (index) => hand.remove('shop', `slow${index}`));
    await sleep(2_000);
    expect(listener.news(ingressKind).events).toBeLessThan(60);
    open();
    jammed = false;
    await cluster.equal(listener);
    listener.forwarder.silence();
  });

  it('tells a wiped namespace, object by object', async () => {
    const { hand } = cluster;
    const listener = cluster.listen();
    await hand.namespace('team');
    await atOnce(100, (index) => hand.ingress('team', `w${index}`));
    await cluster.equal(listener);
    await hand.wipe('team');
    await cluster.equal(listener);
    expect(Object.keys(listener.hub.believes(ingressKind)).filter((key) => key.startsWith('team/'))).toEqual([]);
    listener.forwarder.silence();
  });

  it('accepts what no name server would: it is told as it stands', async () => {
    const { hand } = cluster;
    const listener = cluster.listen();
    await hand.ingress('shop', 'long', `${'l'.repeat(64)}.example.com`);
    await hand.address('shop', 'long', '192.0.2.1');
    await cluster.equal(listener);
    listener.forwarder.silence();
  });

  it('says nothing while it hangs: it is given up, and all is listed once it is back', async () => {
    const { hand, server } = cluster;
    const listener = cluster.listen({ times: { ...hasty, idleMs: 1_500 } });
    await hand.ingress('shop', 'before');
    await cluster.equal(listener);
    server.freeze();
    await sleep(3_000);
    server.thaw();
    await hand.ingress('shop', 'after');
    await cluster.equal(listener);
    expect(listener.news(ingressKind).endings.get('idle')).toBeGreaterThan(0);
    listener.forwarder.silence();
  });

  it('has forgotten the past after a restart, and all is listed again', async () => {
    const { hand, server } = cluster;
    const listener = cluster.listen();
    await cluster.equal(listener);
    for (let turn = 0; turn < 5; turn += 1) await hand.ingress('shop', 'before', `r${turn}.example.com`);
    await server.restart();
    await hand.remove('shop', 'after');
    await cluster.equal(listener);
    await until(() => listener.news(classKind).lists === 2, 'a second list of a kind that was quiet');
    const { endings } = listener.news(classKind);
    const refused = (endings.get('refused') ?? 0) + (endings.get('failed') ?? 0);
    // Where the server took so long to come back that five tries failed, it is not asked whether it remembers.
    expect(endings.get('expired') === 1 || refused >= 5).toBe(true);
  });
});
