import { afterEach, describe, expect, it } from 'vitest';
import { held, keeperWorld } from './world.ts';

let world: ReturnType<typeof keeperWorld>;
afterEach(() => world.close());

const inNamespace = (host: string, namespace: string) =>
  held(host, { source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', key: `${namespace}/web` } });
const readyOf = (id: string): unknown => world.site(id)?.status;

describe('what a cluster refuses', () => {
  it('no CustomResourceDefinition: told once, and made good when it is there', async () => {
    world = keeperWorld();
    world.cluster.faults.noDefinition = true;
    await world.say([held('a.example.com')]);
    await world.pass(200);
    expect(world.reports).toEqual([
      { what: 'trouble', message: expect.stringContaining('charts/firstlight/crds/sites.yaml') },
    ]);
    expect(world.cluster.calls.length).toBeLessThan(5);
    world.cluster.faults.noDefinition = false;
    await world.pass(70);
    expect(readyOf('shop/a.example.com')).toBeDefined();
    expect(world.reports.at(-1)).toMatchObject({ what: 'over' });
  });

  it.each([
    ['list sites', 'list on sites.firstlight.dev'],
    ['create sites', 'create on sites.firstlight.dev'],
    ['patch sites/status', 'patch on sites.firstlight.dev/status'],
  ])('no right to %s: the verb is named once, and it goes on with it', async (verb, needed) => {
    world = keeperWorld();
    world.cluster.faults.forbidden.add(verb);
    await world.say([held('a.example.com'), held('b.example.com')]);
    await world.pass(200);
    expect(world.reports).toEqual([{ what: 'trouble', message: expect.stringContaining(`needed is ${needed}`) }]);
    world.cluster.faults.forbidden.clear();
    await world.pass(70);
    expect(readyOf('shop/a.example.com')).toBeDefined();
    expect(readyOf('shop/b.example.com')).toBeDefined();
    expect(world.reports.at(-1)).toMatchObject({ what: 'over' });
  });

  it.each(['goneNamespaces', 'goingNamespaces'] as const)('%s stop no other', async (fault) => {
    world = keeperWorld();
    world.cluster.faults[fault].add('old');
    await world.say([inNamespace('a.example.com', 'old'), inNamespace('b.example.com', 'old'), held('c.example.com')]);
    await world.pass(50);
    expect(world.sites()).toEqual(['shop/c.example.com']);
    expect(world.reports).toEqual([]);
    expect(world.cluster.calls.filter((call) => call === 'create sites').length).toBeLessThan(5);
    world.cluster.faults[fault].clear();
    await world.pass(70);
    expect(world.sites()).toHaveLength(3);
  });

  it('namespaces whose quota is used up stop no other, even where they come first and are several', async () => {
    world = keeperWorld();
    const full = ['aaa', 'aab', 'aac', 'aad'];
    for (const namespace of full) world.cluster.faults.fullNamespaces.add(namespace);
    const wanted = [...full, 'zzz'].flatMap((namespace) =>
      Array.from({ length: 5 }, (_, at) => inNamespace(`${namespace}${at}.example.com`, namespace)),
    );
    await world.say(wanted);
    await world.pass(130);
    expect(world.sites().filter((id) => id.startsWith('zzz/'))).toHaveLength(5);
    await world.say([...wanted, held('late.example.com')]);
    await world.pass(6);
    expect(world.sites()).toContain('shop/late.example.com');
    for (const namespace of full) world.cluster.faults.fullNamespaces.delete(namespace);
    await world.pass(70);
    expect(world.sites()).toHaveLength(26);
    expect(world.reports.at(-1)).toMatchObject({ what: 'over' });
    const began = world.reports.filter(({ what }) => what === 'trouble');
    expect(world.reports).toHaveLength(2 * began.length);
    expect(began[0]?.message).toContain('of namespace aaa');
  });

  it('no right in any namespace costs a few requests a minute', async () => {
    world = keeperWorld();
    world.cluster.faults.forbidden.add('create sites');
    await world.say(Array.from({ length: 50 }, (_, at) => inNamespace(`a${at}.example.com`, `n${at}`)));
    await world.pass(300);
    expect(world.cluster.calls.filter((call) => call === 'create sites').length).toBeLessThan(40);
    expect(world.reports.length).toBeLessThan(10);
    world.cluster.faults.forbidden.clear();
    await world.pass(70);
    expect(world.sites()).toHaveLength(50);
  });

  it('an object that is not taken stops no other, and is told once', async () => {
    world = keeperWorld();
    world.cluster.faults.refusedNames.add('a.example.com');
    await world.say([held('a.example.com'), held('b.example.com')]);
    await world.pass(300);
    expect(world.sites()).toEqual(['shop/b.example.com']);
    expect(world.reports).toEqual([
      { what: 'trouble', message: expect.stringContaining('Site shop/a.example.com: is invalid') },
    ]);
    world.cluster.faults.refusedNames.clear();
    await world.pass(130);
    expect(world.sites()).toHaveLength(2);
    expect(world.reports.at(-1)).toMatchObject({ what: 'over' });
  });

  it('a hundred objects that are not taken hide no missing right', async () => {
    world = keeperWorld();
    const hosts = Array.from({ length: 120 }, (_, at) => `a${at}.example.com`);
    for (const host of hosts) world.cluster.faults.refusedNames.add(host);
    await world.say(hosts.map((host) => held(host)));
    await world.pass(10);
    expect(world.reports).toHaveLength(100);
    world.cluster.faults.forbidden.add('create events');
    await world.say([...hosts, 'b.example.com'].map((host) => held(host)));
    await world.pass(10);
    expect(world.reports.at(-1)?.message).toContain('events.events.k8s.io');
  });

  it.each(['connection', 'busy'] as const)('no answer (%s): told once, nothing is lost', async (broken) => {
    world = keeperWorld();
    world.cluster.faults.broken = broken;
    await world.say([held('a.example.com')]);
    await world.pass(60);
    expect(world.reports).toHaveLength(1);
    world.cluster.faults.broken = undefined;
    await world.pass(15);
    expect(readyOf('shop/a.example.com')).toBeDefined();
    expect(world.reports.at(-1)).toMatchObject({ what: 'over' });
  });

  it('an object that changed meanwhile is read again', async () => {
    world = keeperWorld();
    await world.say([held('a.example.com')]);
    await world.pass(10);
    const before = world.site('shop/a.example.com');
    if (before !== undefined) {
      const metadata = {
        ...before.metadata,
        resourceVersion: world.cluster.next(),
        labels: { ...before.metadata.labels, theirs: 'x' },
      };
      world.cluster.put('sites/shop/a.example.com', { ...before, metadata });
    }
    await world.say([held('a.example.com', {}, false)]);
    await world.pass(10);
    expect(world.site('shop/a.example.com')).toMatchObject({
      metadata: { labels: { theirs: 'x' } },
      status: { conditions: [{ status: 'False' }, {}] },
    });
  });

  it('no status yet is told once', async () => {
    world = keeperWorld();
    await world.pass(60);
    expect(world.reports).toEqual([{ what: 'trouble', message: expect.stringContaining('status/demo/index.json') }]);
    expect(world.reports[0]?.message).toContain('while nothing is written yet');
    expect(world.cluster.calls).toEqual([]);
    await world.say([]);
    await world.pass(6);
    expect(world.reports.at(-1)).toMatchObject({ what: 'over' });
  });
});
