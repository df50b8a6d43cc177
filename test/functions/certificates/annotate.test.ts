import { beforeEach, describe, expect, it } from 'vitest';
import { ElasticLoadBalancers } from '#shared/adapters/elbv2.ts';
import type { EdgeCertificates } from '#shared/domain/edge-certificates.ts';
import { indexName, parseStatusIndex, parseStatusShard, shardName } from '#shared/events/status.ts';
import { statusLane } from '#shared/rows/zone-rows.ts';
import { statusCapability } from '../../../functions/status/handler.ts';
import { runDrain } from '../../support/run-drain.ts';
import { statusBucket } from '../../support/status-bucket.ts';
import { inProcess } from '../dns/in-process.ts';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld } from './world.ts';

const host = 'app.example.com';
const network = (tags: Record<string, string>) =>
  loadBalancer('public', {
    type: 'network',
    tags,
    listeners: [
      { port: 80, protocol: 'TCP' },
      { port: 443, protocol: 'TLS' },
    ],
  });
const ofService = { 'elbv2.k8s.aws/cluster': 'blue', 'service.k8s.aws/stack': 'traefik/traefik' };
const ofIngress = { 'elbv2.k8s.aws/cluster': 'blue', 'ingress.k8s.aws/stack': 'shop/web' };
const ofAutoMode = { 'eks:eks-cluster-name': 'blue', 'service.eks.amazonaws.com/stack': 'traefik/traefik' };

const annotated = { mode: 'annotate' } as const;
const open = async (tags: Record<string, string>, certificates: Partial<EdgeCertificates> = annotated) => {
  const given = network(tags);
  const configuration = configurationWith([edgeOn(given, certificates)]);
  return withBucket(await openWorld({ balancers: [given], configuration }));
};
const withBucket = (world: Awaited<ReturnType<typeof openWorld>>) => ({
  ...world,
  bucket: statusBucket(() => world.clock.now()),
});
type World = ReturnType<typeof withBucket>;

/** What the forwarder of the cluster reads. */
async function told({ table, clock, bucket }: World): Promise<Readonly<Record<string, readonly string[]>>> {
  const capability = statusCapability(bucket);
  for (let drains = 0; drains < 8; drains += 1) {
    clock.advance(5_000);
    await runDrain({ capability, lane: statusLane('demo'), table, clock });
  }
  const index = parseStatusIndex((await bucket.read(indexName('demo')))?.body ?? '', 'demo');
  const found: Record<string, readonly string[]> = {};
  for (const shard of Object.keys(index?.shards ?? {})) {
    const stored = await bucket.read(shardName('demo', shard));
    for (const entry of parseStatusShard(stored?.body ?? '') ?? []) {
      if (entry.of === 'service') found[entry.source.key] = entry.certificates;
    }
  }
  return found;
}

/** As the controller does: what the annotation names is on the listener, all else is taken off. */
async function control(world: World, certificates: readonly string[]): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const requestHandler = inProcess(world.elbv2, () => world.clock.now());
  const api = new ElasticLoadBalancers({ region: 'eu-central-1', credentials, requestHandler });
  const listener = world.listener('public');
  for (const arn of (await api.certificates(listener)) ?? []) {
    if (!certificates.includes(arn)) await api.remove(listener, arn);
  }
  for (const arn of certificates) await api.add(listener, arn);
}

describe.each([
  ['the AWS Load Balancer Controller', ofService],
  ['EKS Auto Mode', ofAutoMode],
])('a load balancer that %s made for a Service', (who, tags) => {
  it('is told of certificates by the Service, and the host is ready once its listener has one', async () => {
    const world = await open(tags);
    await world.write(host);
    await world.settle(60);
    expect(await world.condition(host)).toBe('False/Issued');
    expect(await world.message(host)).toContain(`names it to ${who} of cluster blue in service.beta.kubernetes.io/`);
    expect(world.shown('public')).toEqual([]);
    const { 'traefik/traefik': certificates = [] } = await told(world);
    expect(certificates).toHaveLength(1);
    await control(world, certificates);
    await world.settle(60);
    expect(await world.condition(host)).toBe('True/Attached');
  });

  it('is left alone by acm, which says what to do, and sees what its controller put there', async () => {
    const world = await open(tags, { mode: 'acm' });
    await world.write(host);
    await world.settle(60);
    expect(await world.condition(host)).toBe('True/LoadBalancerManagedElsewhere');
    expect(await world.message(host)).toContain("write annotate as the edge's certificates.mode");
    expect(await told(world)).toEqual({});
    expect(world.shown('public')).toEqual([]);
    const [made] = world.acm.certificates(world.clock.now());
    await control(world, [made?.arn ?? '']);
    world.clock.advance(25 * 3_600_000);
    await world.settle(5);
    expect(await world.condition(host)).toBe('True/Attached');
  });
});

it('one of an Ingress is told nothing: its controller discovers what is issued', async () => {
  const world = await open(ofIngress);
  await world.write(host);
  await world.settle(60);
  expect(await world.condition(host)).toBe('False/Issued');
  expect(await world.message(host)).toContain('names no certificate-arn');
  expect(await told(world)).toEqual({});
});

describe('what the Service says', () => {
  let world: World;
  beforeEach(async () => {
    world = await open(ofService);
    await world.write(host);
    await world.settle(60);
  });

  it('stays when the edge is not told any more: nothing is said of it', async () => {
    expect(Object.keys(await told(world))).toEqual(['traefik/traefik']);
    await world.configure(configurationWith([edgeOn(network(ofService), { mode: 'acm' })]));
    await world.settle(5);
    expect(await told(world)).toEqual({});
  });

  it('stays whole when somebody says stop before the listener was seen with it', async () => {
    const before = await told(world);
    await control(world, before['traefik/traefik'] ?? []);
    await world.configure({ ...world.configuration, mode: 'observe' });
    await world.settle(5);
    expect(await told(world)).toEqual(before);
  });

  it('comes back whole after a loss of the bucket', async () => {
    const before = await told(world);
    const other = withBucket(world);
    await world.configure(world.configuration);
    expect(await told(other)).toEqual(before);
  });
});

it('nothing is told while a policy only looks', async () => {
  const given = network(ofService);
  const document = configurationWith([edgeOn(given, { mode: 'annotate', reuse: 'any', names: 'host' })]);
  const world = withBucket(
    await openWorld({
      balancers: [given],
      certificates: [imported([host])],
      configuration: { ...document, mode: 'observe' },
    }),
  );
  await world.write(host);
  await world.settle(30);
  expect(await told(world)).toEqual({});
});
