import { describe, expect, it } from 'vitest';
import type { Ingress, LoadBalancer, ProjectedObject } from '../../../shared/domain/objects.ts';
import { ingress, testConfiguration } from './samples.ts';
import { host, second, started } from './started.ts';

type World = Awaited<ReturnType<typeof started>>;
const releaseSeconds = 130;

const routed = (key: string, annotations: Record<string, string>): Ingress =>
  ingress(key, [host], {
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([name, value]) => [`external-dns.alpha.kubernetes.io/${name}`, value]),
    ),
  });
const weighted = (key: string, id: string, weight = '10') =>
  routed(key, { 'set-identifier': id, 'aws-weight': weight });

/** Says what is written now, settles it, and lets dns do its part for the record sets named. */
async function write(world: World, object: ProjectedObject, ...ids: readonly string[]): Promise<void> {
  await world.say(object.key, object);
  await world.settle();
  for (const id of ids) await world.keepZone(host, id);
  await world.settle();
}
const told = async (world: World, key: string) => (await world.object(key))?.claims;

describe('annotations of routing, from objects to sites', () => {
  it('make a site of each record set, and a site of one that is wished for', async () => {
    const world = await started();
    await write(world, weighted('shop/a', 'blue'), 'blue');
    await write(world, weighted('shop/b', 'green', '20'), 'green');
    expect(await world.site(host, 'blue')).toMatchObject({ wish: { routing: { kind: 'weighted', weight: 10 } } });
    expect(await world.site(host, 'green')).toMatchObject({ wish: { routing: { kind: 'weighted', weight: 20 } } });
    await write(world, weighted('shop/b', 'green', '30'), 'green');
    expect(await world.site(host, 'green')).toMatchObject({ generation: 2, wish: { routing: { weight: 30 } } });
    expect(await world.site(host, 'blue')).toMatchObject({ generation: 1 });
  });

  it('change an identifier in one go: nothing is released, and dns looks at both at once', async () => {
    const world = await started();
    await write(world, weighted('shop/a', 'blue'), 'blue');
    await world.say('shop/a', weighted('shop/a', 'azure'));
    await world.settle();
    expect(await world.site(host, 'blue')).toMatchObject({ state: 'dying', generation: 2 });
    expect(await world.site(host, 'azure')).toMatchObject({ state: 'live', generation: 1 });
    expect(world.facts).toEqual([]);
    await world.keepZone(host, 'blue');
    await world.settle();
    expect(await world.site(host, 'blue')).toBeUndefined();
  });

  it('change nothing while they contradict each other, however long', async () => {
    const world = await started();
    await write(world, weighted('shop/a', 'blue'), 'blue');
    const before = await world.site(host, 'blue');
    const wrong = routed('shop/a', { 'set-identifier': 'blue', 'aws-weight': '10', 'aws-region': 'eu-west-1' });
    await write(world, wrong);
    world.clock.advance(releaseSeconds * second);
    await world.walk([wrong]);
    await world.settle();
    expect(await world.site(host, 'blue')).toEqual(before);
    expect((await world.object('shop/a'))?.skipped).toMatchObject([{ reason: 'InvalidAnnotation' }]);
    await write(world, routed('shop/a', { 'set-identifier': 'blue', 'aws-region': 'eu-west-1' }), 'blue');
    expect(await world.site(host, 'blue')).toMatchObject({ generation: 2, wish: { routing: { kind: 'latency' } } });
  });

  it('refuse another policy, and serve it once the other was released', async () => {
    const world = await started();
    await write(world, weighted('shop/a', 'blue'), 'blue');
    await write(world, routed('shop/b', { 'set-identifier': 'green', 'aws-region': 'eu-west-1' }));
    expect(await told(world, 'shop/b')).toMatchObject([{ setIdentifier: 'green', reason: 'RoutingConflict' }]);
    await world.say('shop/a', undefined);
    await world.settle();
    expect(await world.site(host, 'green')).toBeUndefined();
    world.clock.advance(releaseSeconds * second);
    await world.settle();
    expect(await world.site(host, 'blue')).toMatchObject({ state: 'dying' });
    expect(await world.site(host, 'green')).toMatchObject({ state: 'live', holder: { key: 'shop/b' } });
    expect(await told(world, 'shop/b')).toMatchObject([{ verdict: 'holder' }]);
  });

  it('change the policy of two objects only together', async () => {
    const world = await started();
    await write(world, weighted('shop/a', 'blue'), 'blue');
    await write(world, weighted('shop/b', 'green'), 'green');
    await write(world, routed('shop/a', { 'set-identifier': 'blue', 'aws-region': 'eu-west-1' }), 'blue');
    expect(await world.site(host, 'blue')).toMatchObject({ generation: 1, wish: { routing: { kind: 'weighted' } } });
    expect(await told(world, 'shop/a')).toMatchObject([{ verdict: 'refused', reason: 'RoutingConflict' }]);
    await write(world, routed('shop/b', { 'set-identifier': 'green', 'aws-region': 'eu-west-2' }), 'green');
    expect(await world.site(host, 'blue')).toMatchObject({
      wish: { routing: { kind: 'latency', region: 'eu-west-1' } },
    });
    expect(await world.site(host, 'green')).toMatchObject({
      wish: { routing: { kind: 'latency', region: 'eu-west-2' } },
    });
    expect(await told(world, 'shop/a')).toMatchObject([{ verdict: 'holder', reason: 'Accepted' }]);
  });

  it('give no share of a name to another namespace', async () => {
    const world = await started();
    await write(world, weighted('shop/a', 'blue'), 'blue');
    await write(world, weighted('evil/a', 'mine', '255'));
    expect(await told(world, 'evil/a')).toMatchObject([{ setIdentifier: 'mine', reason: 'HostTaken' }]);
    expect(await world.site(host, 'mine')).toBeUndefined();
  });

  it('need no second place of a quota for another identifier', async () => {
    const world = await started(testConfiguration({ default: 'allow', rules: [], quota: 1 }));
    await write(world, ingress('shop/a', [host]), '');
    await write(world, weighted('shop/a', 'blue'), '', 'blue');
    expect(await world.site(host, 'blue')).toMatchObject({ state: 'live' });
    expect(await world.site(host)).toBeUndefined();
    await write(world, weighted('shop/b', 'green'));
    expect(await told(world, 'shop/b')).toMatchObject([{ setIdentifier: 'green', reason: 'QuotaReached' }]);
  });

  it('lose nothing by a quota while they are refused', async () => {
    const world = await started(testConfiguration({ default: 'allow', rules: [], quota: 2 }));
    await write(world, weighted('shop/a', 'blue'), 'blue');
    await write(world, weighted('shop/b', 'green'), 'green');
    const refused = routed('shop/a', { 'set-identifier': 'azure', 'aws-region': 'eu-west-1' });
    await write(world, refused);
    await write(world, { ...refused, labels: { looked: 'again' } });
    await world.walk([refused, weighted('shop/b', 'green')]);
    await world.settle();
    expect(await told(world, 'shop/a')).toMatchObject([{ setIdentifier: 'azure', reason: 'RoutingConflict' }]);
    expect((await world.site(host, 'blue'))?.release).toBeUndefined();
    await write(world, weighted('shop/a', 'red'), 'blue', 'red');
    expect(await world.site(host, 'red')).toMatchObject({ state: 'live' });
  });

  it('need another place of a quota while what they had is kept beside', async () => {
    const world = await started(testConfiguration({ default: 'allow', rules: [], quota: 1 }));
    await write(world, weighted('shop/a', 'blue'), 'blue');
    const { annotations } = weighted('shop/a', 'green');
    await write(world, ingress('shop/a', [host], { annotations: { ...annotations, 'firstlight.dev/hostnam': 'x' } }));
    expect(await world.site(host, 'green')).toBeUndefined();
    expect(await world.site(host, 'blue')).toMatchObject({ state: 'live' });
    expect((await world.site(host, 'blue'))?.release).toBeUndefined();
  });

  it('stand while their object names a zone in which they do not lie', async () => {
    const world = await started();
    await write(world, ingress('shop/a', [host]), '');
    await write(world, routed('shop/a', { 'aws-hosted-zone-id': 'Z2' }));
    expect((await world.site(host))?.release).toBeUndefined();
    expect((await world.object('shop/a'))?.skipped).toMatchObject([{ host, reason: 'InvalidAnnotation' }]);
  });

  it('lead a name inside the network to the cluster IP', async () => {
    const world = await started();
    const service: LoadBalancer = {
      kind: '/Service',
      form: 'full',
      key: 'shop/db',
      apiVersion: 'v1',
      annotations: { 'external-dns.alpha.kubernetes.io/internal-hostname': host },
      labels: {},
      type: 'ClusterIP',
      clusterIP: '10.9.8.7',
      externalIPs: [],
      ports: [],
      addresses: [],
    };
    await world.say('shop/db', service, '/Service');
    await world.settle();
    const claims = await world.table.query({ pk: `site#${host}#private` });
    expect(claims.map(({ row }) => row)).toMatchObject([
      expect.anything(),
      expect.anything(),
      { host, view: 'private', wish: { zone: 'Z2', target: { addresses: ['10.9.8.7'] } } },
    ]);
  });
});
