import { afterEach, describe, expect, it } from 'vitest';
import { shardOf } from '../../../shared/domain/status-parts.ts';
import { indexName, shardName } from '../../../shared/events/status.ts';
import { held, keeperWorld } from './world.ts';

let world: ReturnType<typeof keeperWorld>;
afterEach(() => world.close());

const refused = {
  of: 'object',
  source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'other/web' },
  refused: [
    {
      host: 'a.example.com',
      view: 'public',
      setIdentifier: '',
      status: 'False',
      reason: 'HostTaken',
      message: 'taken',
    },
  ],
  skipped: [{ host: 'b_ad', reason: 'InvalidHost', message: 'has an underscore' }],
} as const;
const status = (id: string) => world.site(id)?.status;

describe('Site objects', () => {
  it('say of each name how far it got, in the namespace of its source, refused ones too', async () => {
    world = keeperWorld();
    await world.say([
      held('a.example.com'),
      { ...refused, refused: [...refused.refused], skipped: [...refused.skipped] },
    ]);
    await world.pass(6);
    expect(world.sites()).toEqual(['other/a.example.com', 'shop/a.example.com']);
    expect(world.site('shop/a.example.com')).toMatchObject({
      apiVersion: 'firstlight.dev/v1alpha1',
      kind: 'Site',
      metadata: {
        labels: { 'app.kubernetes.io/managed-by': 'firstlight' },
        annotations: { 'firstlight.dev/cluster': 'demo' },
      },
      spec: { host: 'a.example.com', view: 'public', source: { kind: 'Ingress', name: 'web' } },
      status: {
        edge: 'public',
        conditions: [
          { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' },
          { type: 'DnsReady', status: 'True' },
        ],
      },
    });
    expect(status('other/a.example.com')).toMatchObject({
      conditions: [{ status: 'False', reason: 'HostTaken' }, { type: 'Accepted' }],
    });
  });

  it('follow within seconds, and a condition keeps its time while its status stays', async () => {
    world = keeperWorld();
    await world.say([held('a.example.com', {}, false)]);
    await world.pass(60);
    const waiting = held('a.example.com', {
      conditions: [{ type: 'Ready', status: 'False', reason: 'ZoneFull', message: 'x' }],
    });
    await world.say([waiting]);
    await world.pass(6);
    expect(status('shop/a.example.com')).toMatchObject({
      conditions: [{ reason: 'ZoneFull', lastTransitionTime: '2026-01-01T00:00:00Z' }],
    });
    await world.say([held('a.example.com')]);
    await world.pass(6);
    expect(status('shop/a.example.com')).toMatchObject({
      conditions: [{ status: 'True', lastTransitionTime: '2026-01-01T00:01:10Z' }, {}],
    });
  });

  it('make no request to the cluster while nothing changes', async () => {
    world = keeperWorld();
    await world.say([held('a.example.com')]);
    await world.pass(10);
    world.cluster.calls.length = 0;
    await world.pass(300);
    expect(world.cluster.calls).toEqual([]);
  });

  it('go a minute after nobody asks for them any more, and not when the status is written anew meanwhile', async () => {
    world = keeperWorld();
    await world.say([held('a.example.com'), held('b.example.com')]);
    await world.pass(10);
    await world.say([held('b.example.com')]);
    await world.pass(30);
    await world.say([]);
    await world.pass(20);
    await world.say([held('b.example.com')]);
    await world.pass(20);
    expect(world.sites()).toEqual(['shop/b.example.com']);
  });

  it('stay while a part of the status is not there, or cannot be read', async () => {
    world = keeperWorld();
    await world.say([held('a.example.com'), held('b.example.com')]);
    await world.pass(10);
    await world.say([held('b.example.com'), held('c.example.com')]);
    world.bucket.model.remove(shardName('demo', shardOf('site:c.example.com#public#')));
    await world.pass(300);
    expect(world.sites()).toEqual(['shop/a.example.com', 'shop/b.example.com']);
    world.bucket.model.remove(indexName('demo'));
    await world.pass(300);
    expect(world.sites()).toEqual(['shop/a.example.com', 'shop/b.example.com']);
    expect(world.reports.filter(({ what }) => what === 'trouble')).toHaveLength(1);
  });

  it('come back when somebody removed or changed them', async () => {
    world = keeperWorld();
    await world.say([held('a.example.com'), held('b.example.com')]);
    await world.pass(10);
    const b = world.site('shop/b.example.com');
    world.cluster.objects.delete('sites/shop/a.example.com');
    if (b !== undefined) {
      const metadata = { ...b.metadata, resourceVersion: world.cluster.next() };
      world.cluster.put('sites/shop/b.example.com', {
        ...b,
        metadata,
        spec: { host: 'evil', view: 'public' },
        status: {},
      });
    }
    await world.pass(620);
    expect(world.sites()).toEqual(['shop/a.example.com', 'shop/b.example.com']);
    expect(world.site('shop/b.example.com')).toMatchObject({
      spec: { host: 'b.example.com' },
      status: { conditions: [{ status: 'True' }, {}] },
    });
  });

  it('that somebody else made are never touched, and that is told once', async () => {
    world = keeperWorld();
    const foreign = {
      metadata: { name: 'a.example.com', namespace: 'shop', uid: 'u', resourceVersion: '0' },
      spec: { host: 'x' },
      status: {},
    };
    const other = {
      ...foreign,
      metadata: {
        ...foreign.metadata,
        name: 'old.example.com',
        labels: { 'app.kubernetes.io/managed-by': 'firstlight' },
        annotations: { 'firstlight.dev/cluster': 'another' },
      },
    };
    world.cluster.put('sites/shop/a.example.com', foreign);
    world.cluster.put('sites/shop/old.example.com', other);
    await world.say([held('a.example.com'), held('b.example.com')]);
    await world.pass(1_300);
    expect(world.site('shop/a.example.com')).toBe(foreign);
    expect(world.site('shop/old.example.com')).toBe(other);
    expect(status('shop/b.example.com')).toBeDefined();
    expect(world.reports).toEqual([
      {
        what: 'trouble',
        message: 'Site shop/a.example.com was made by somebody else: it is not touched; rename or delete it',
      },
    ]);
    world.cluster.objects.delete('sites/shop/a.example.com');
    await world.pass(700);
    expect(status('shop/a.example.com')).toBeDefined();
    expect(world.reports.at(-1)).toMatchObject({ what: 'over' });
  });
});

describe('many Site objects', () => {
  it('are written a limited number a second, and no namespace waits for the flood of another', async () => {
    world = keeperWorld();
    const from = (key: string) => ({ source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', key } });
    const flood = Array.from({ length: 700 }, (_, at) => held(`h${at}.example.com`, from('aaa/web')));
    await world.say([...flood, held('z.example.com', from('zzz/web'))]);
    await world.pass(1);
    const wrote = (): number => world.cluster.calls.filter((call) => /^(create|patch) sites/.test(call)).length;
    expect(wrote()).toBeLessThanOrEqual(550);
    expect(world.sites()).toContain('zzz/z.example.com');
    await world.pass(30);
    expect(world.sites()).toHaveLength(701);
    expect(wrote()).toBe(1_402);
  });
});

describe('the echo of the epoch', () => {
  it('is what the index says', async () => {
    world = keeperWorld();
    expect(await world.keeper().readEcho()).toBeUndefined();
    await world.say([], '1700000000000-aaaa');
    await world.pass(6);
    expect(await world.keeper().readEcho()).toBe('1700000000000-aaaa');
  });
});
