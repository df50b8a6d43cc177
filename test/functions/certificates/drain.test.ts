import { expect, it } from 'vitest';
import { certificatesLaneKey } from '#shared/rows/certificates-lane-rows.ts';
import { laneRowKey, siteKey } from '#shared/rows/site-rows.ts';
import { itemPartition } from '#shared/runtime/work-item.ts';
import { keyOf, wishFor } from '../dns/world-sites.ts';
import { openAfterLoss } from './after-loss.ts';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld, zone } from './world.ts';

const hourSeconds = 3_600;
const dayMs = 86_400_000;
const host = 'app.example.com';
const wildcard = 'example.com *.example.com';
const perHost = (more = {}) => configurationWith([edgeOn(loadBalancer('public'), { names: 'host', ...more })]);

it('requests one certificate for all hosts of a domain, shows that it is ours, and puts it on the listener', async () => {
  const world = await openWorld();
  for (const name of ['a.example.com', 'b.example.com', 'example.com']) await world.write(name);
  await world.settle(60);
  expect(await world.condition('a.example.com')).toBe('True/Attached');
  expect(await world.condition('example.com')).toBe('True/Attached');
  expect(world.names()).toEqual([wildcard]);
  expect(world.shown('public')).toEqual([wildcard]);
  expect((await world.assigned()).map((row) => `${row.host} ${row.how}`)).toEqual([
    'a.example.com requested',
    'b.example.com requested',
    'example.com requested',
  ]);
  expect(world.acm.calls().RequestCertificate).toBe(1);
});

it('lets later hosts join, and requests nothing for them', async () => {
  const world = await openWorld();
  await world.write(host);
  await world.settle(1);
  await world.write('late.example.com');
  await world.settle(60);
  await world.write('later.example.com');
  await world.settle(5);
  expect((await world.assigned()).map((row) => `${row.host} ${row.how} ${row.status}`)).toEqual([
    'app.example.com requested True',
    'late.example.com joined True',
    'later.example.com wildcard True',
  ]);
  expect(world.acm.calls().RequestCertificate).toBe(1);
});

it('asks nothing of the far side while nothing is due, and little in an hour', async () => {
  const world = await openWorld();
  await world.write(host);
  await world.settle(120);
  const calls = () =>
    Object.values({ ...world.acm.calls(), ...world.elbv2.calls() }).reduce((sum, count) => sum + count, 0);
  const before = calls();
  for (let minute = 0; minute < 60; minute += 1) {
    world.clock.advance(60_000);
    await world.drain();
  }
  expect(calls() - before).toBeLessThanOrEqual(6);
});

it.each([
  ['never made', 'before'],
  ['made', 'after'],
])('requests no second certificate when the answer is lost and it was %s', async (_what, when) => {
  let left = 2;
  const lost = { status: 0, headers: {}, body: '' };
  const world = await openWorld({
    acm: {
      faults: ({ headers }) => {
        if (headers['x-amz-target']?.endsWith('RequestCertificate') !== true || left === 0) return undefined;
        left -= 1;
        return when === 'after' ? { after: lost } : lost;
      },
    },
  });
  await world.write(host);
  await world.settle(120);
  expect(world.names()).toEqual([wildcard]);
  expect(await world.condition(host)).toBe('True/Attached');
});

it('finds what it had requested after the table was lost, and takes nothing away before the clusters have spoken', async () => {
  const world = await openAfterLoss(host);
  await world.settle((3 * hourSeconds) / 60);
  world.clock.advance(60 * dayMs);
  await world.settle(5);
  expect(world.shown('public')).toEqual([wildcard]);
  await world.write(host);
  await world.settle(5);
  expect(await world.condition(host)).toBe('True/Attached');
  expect(world.acm.calls().RequestCertificate).toBeUndefined();
});

it('takes off an hour later what no host needs, and deletes it after its time; the finalizer goes at once', async () => {
  const world = await openWorld();
  await world.walked();
  await world.write(host);
  await world.settle(60);
  await world.write(host, { state: 'dying' });
  await world.settle(3);
  expect(await world.table.get(laneRowKey(keyOf(host), world.lane))).toBeUndefined();
  world.clock.advance(3_500_000);
  await world.settle(5);
  expect(world.shown('public')).toEqual([wildcard]);
  world.clock.advance(200_000);
  await world.settle(5);
  expect(world.shown('public')).toEqual([]);
  world.clock.advance(hourSeconds * 1_000);
  await world.settle(5);
  world.clock.advance(29 * dayMs);
  await world.settle(5);
  expect(world.names()).toEqual([wildcard]);
  // ACM is slow to say that nothing uses it any more: the time is counted from when it did.
  world.clock.advance(2 * dayMs);
  await world.settle(5);
  expect(world.names()).toEqual([]);
});

it('leaves alone what is not ours: certificates, entries and defaults', async () => {
  const other = imported([host]);
  const world = await openWorld({ certificates: [other], configuration: perHost() });
  await world.walked();
  await world.write(host);
  await world.settle(60);
  expect(world.names()).toEqual([host, host]);
  await world.write(host, { state: 'dying' });
  await world.settle(10);
  for (let hour = 0; hour < 3; hour += 1) {
    world.clock.advance(hourSeconds * 1_000);
    await world.settle(10);
  }
  world.clock.advance(31 * dayMs);
  await world.settle(10);
  expect(world.names()).toEqual([host]);
});

it('puts back what somebody took off a listener, within the hour', async () => {
  const world = await openWorld();
  await world.write(host);
  await world.settle(60);
  world.elbv2.detach(
    world.listener('public'),
    world.acm.certificates(world.clock.now())[0]?.arn ?? '',
    world.clock.now(),
  );
  expect(world.shown('public')).toEqual([]);
  world.clock.advance(hourSeconds * 1_000);
  await world.settle(5);
  expect(world.shown('public')).toEqual([wildcard]);
});

it('does not request again on the same day what somebody deleted', async () => {
  const world = await openWorld();
  await world.write(host);
  await world.settle(60);
  world.acm.remove(world.acm.certificates(world.clock.now())[0]?.arn ?? '');
  world.elbv2.detach(world.listener('public'), (await world.assigned())[0]?.certificate ?? '', world.clock.now());
  world.clock.advance(hourSeconds * 1_000);
  await world.settle(5);
  expect(await world.condition(host)).toBe('False/CertificateFailed');
  world.clock.advance(dayMs);
  await world.settle(60);
  expect(await world.condition(host)).toBe('True/Attached');
  expect(world.acm.calls().RequestCertificate).toBe(2);
});

it('packs 60 hosts that are to have certificates of their own, and never has more than a load balancer takes', async () => {
  const world = await openWorld({ configuration: perHost() });
  for (let index = 0; index < 60; index += 1) await world.write(`h${index}.example.com`);
  await world.settle(90);
  expect(world.shown('public')).toHaveLength(6);
  expect(new Set((await world.assigned()).map(({ status, reason }) => `${status} ${reason}`))).toEqual(
    new Set(['True Attached']),
  );
});

it('refuses only the new host when nothing can make room', async () => {
  const world = await openWorld({
    configuration: perHost({ most: 3 }),
    elbv2: { limits: { certificatesPerApplicationLoadBalancer: 3 } },
  });
  for (let index = 0; index < 20; index += 1) await world.write(`h${index}.example.com`);
  await world.settle(60);
  await world.write('new.example.com');
  await world.settle(60);
  expect(await world.condition('new.example.com')).toBe('False/QuotaReached');
  expect(await world.condition('h7.example.com')).toBe('True/Attached');
  expect(world.shown('public')).toHaveLength(2);
  const { ailments } = (await world.table.get(certificatesLaneKey(world.lane))) ?? {};
  expect(ailments).toEqual({ nearlyFull: 1, renewalBlocked: 0, failed: 0, quotaReached: 1 });
});

it('waits for a fresh certificate with an elliptic curve to be seen by the load balancer', async () => {
  const world = await openWorld({
    configuration: configurationWith([edgeOn(loadBalancer('public'), { keyAlgorithm: 'EC_prime256v1' })]),
    elbv2: { limits: { freshCurveMs: 45_000 } },
  });
  await world.write(host);
  await world.settle(180);
  expect(await world.condition(host)).toBe('True/Attached');
});

const controlled = { tags: { 'elbv2.k8s.aws/cluster': 'demo' } };
const surroundings: readonly [what: string, options: Parameters<typeof openWorld>[0], condition: string][] = [
  ['CAA that forbids', { dns: { caa: async () => [{ tag: 'issue', value: 'letsencrypt.org' }] } }, 'False/CAAForbids'],
  ['a zone that nobody leads to', { dns: { nameServers: async () => [] } }, 'False/NotDelegated'],
  [
    'a private zone only',
    {
      configuration: { ...configurationWith([edgeOn(loadBalancer('public'))]), zones: [{ ...zone, view: 'private' }] },
    },
    'False/WaitingForZone',
  ],
  [
    'a load balancer without TLS',
    { balancers: [loadBalancer('public', { listeners: [{ port: 80, protocol: 'HTTP' }] })] },
    'False/NoTlsListener',
  ],
  [
    'a load balancer that is gone',
    { balancers: [], configuration: configurationWith([edgeOn(loadBalancer('public'))]) },
    'False/ListenerGone',
  ],
  ['another controller', { balancers: [loadBalancer('public', controlled)] }, 'True/LoadBalancerManagedElsewhere'],
  [
    'issuing only',
    { configuration: configurationWith([edgeOn(loadBalancer('public'), { mode: 'issue-only' })]) },
    'True/Issued',
  ],
  [
    'a policy that only looks',
    { configuration: { ...configurationWith([edgeOn(loadBalancer('public'))]), mode: 'observe' } },
    'False/Observing',
  ],
  ['a quota of ACM', { acm: { limits: { certificates: 0 } } }, 'False/QuotaReached'],
  [
    'an expired imported certificate that matches',
    {
      certificates: [imported([host], { notAfterMs: Date.UTC(2026, 10, 1) })],
      configuration: perHost({ reuse: 'any' }),
    },
    'True/Attached',
  ],
];

it.each(surroundings)('says where a host stands: %s', async (_what, options, condition) => {
  const world = await openWorld(options);
  await world.write(host);
  await world.settle(60);
  expect(await world.condition(host)).toBe(condition);
});

it('serves what is imported where that is allowed, and requests nothing', async () => {
  const world = await openWorld({ certificates: [imported([host])], configuration: perHost({ reuse: 'any' }) });
  await world.write(host);
  await world.settle(10);
  expect((await world.assigned()).map(({ how, reason }) => `${how} ${reason}`)).toEqual(['exact Attached']);
  expect(world.acm.calls().RequestCertificate).toBeUndefined();
});

it('shares a load balancer between two edges', async () => {
  const first = edgeOn(loadBalancer('public'));
  const world = await openWorld({ configuration: configurationWith([first, { ...first, name: 'second' }]) });
  await world.write(host);
  await world.write('b.example.com', { wish: wishFor({ edge: 'second' }) });
  await world.settle(60);
  expect(world.shown('public')).toEqual([wildcard]);
  expect(await world.condition('b.example.com')).toBe('True/Attached');
});

it('tells claims when the edge that a site moves to serves it', async () => {
  const balancers = [loadBalancer('public'), loadBalancer('second')];
  const world = await openWorld({ balancers });
  await world.write(host);
  await world.settle(60);
  await world.write(host, { moving: { edge: 'second', sinceMs: world.clock.now() } });
  await world.settle(10);
  expect(world.shown('second')).toEqual([wildcard]);
  const parts = await Promise.all([0, 1, 2, 3].map((part) => world.table.query(itemPartition('claims:demo', part))));
  expect(parts.flat().map(({ row }) => row.key)).toContain(`host:${host}`);
  expect(await world.table.get(siteKey(keyOf(host)))).toBeDefined();
});
