import { describe, expect, it } from 'vitest';
import type { GivenLoadBalancer } from '#local/cloud/elbv2/load-balancer.ts';
import { lookItem, scanItem } from '#shared/rows/certificates-lane-rows.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import { wishFor } from '../dns/world-sites.ts';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld } from './world.ts';

const host = 'app.example.com';
const wildcard = 'example.com *.example.com';
type Options = NonNullable<Parameters<typeof openWorld>[0]>;
type Faults = NonNullable<NonNullable<Options['acm']>['faults']>;
type World = Awaited<ReturnType<typeof openWorld>>;

const refused = (status: number, type: string) => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify({ __type: type, message: 'no' }),
});
const failing = [
  ['fails', refused(500, 'InternalFailure')],
  ['is not allowed', refused(400, 'AccessDeniedException')],
  ['is throttled', refused(400, 'ThrottlingException')],
] as const;
const isCall = ({ headers }: Parameters<Faults>[0], action: string): boolean =>
  headers['x-amz-target']?.endsWith(`.${action}`) === true;

const look = ({ lane, clock }: World, key: string) =>
  enqueue({ lane, key, row: 'test', generation: clock.now(), dueMs: clock.now() });

describe.each(['ListTagsForCertificate', 'ListCertificates', 'DescribeCertificate'])('while %s', (action) => {
  it.each(failing)('%s, a new name gets the certificate that is there', async (_, answer) => {
    let isBroken = false;
    const others = Array.from({ length: 5 }, (_, index) => imported([`other${index}.example.org`]));
    const second = loadBalancer('second');
    const world = await openWorld({
      balancers: [loadBalancer('public'), second],
      certificates: others,
      acm: { faults: (call) => (isBroken && isCall(call, action) ? answer : undefined) },
    });
    await world.write(host);
    await world.settle(60);
    isBroken = true;
    await world.table.transact([look(world, scanItem), look(world, lookItem)]);
    await world.write('b.example.com', { wish: wishFor({ edge: 'second' }) });
    await world.drain();
    expect(world.shown('second')).toEqual([wildcard]);
    expect(await world.condition('b.example.com')).toBe('True/Attached');
    isBroken = false;
    world.clock.advance(3_600_000);
    await world.settle(5);
    expect(await world.condition('b.example.com')).toBe('True/Attached');
  });
});

it('requests for a new name although the tags of a certificate that is none of its business cannot be read', async () => {
  const world = await openWorld({
    certificates: [imported(['other.example.org'])],
    acm: {
      faults: (call) => (isCall(call, 'ListTagsForCertificate') ? refused(400, 'AccessDeniedException') : undefined),
    },
  });
  await world.write(host);
  await world.settle(120);
  expect(await world.condition(host)).toBe('True/Attached');
});

it('a name that waits for what may not be read is told so', async () => {
  const world = await openWorld({
    acm: { faults: (call) => (isCall(call, 'ListCertificates') ? refused(400, 'AccessDeniedException') : undefined) },
  });
  await world.write(host);
  await world.settle(5);
  expect(await world.condition(host)).toBe('False/AccessDenied');
  expect(world.acm.calls().RequestCertificate).toBeUndefined();
});

describe('a listener that is deleted by hand', () => {
  const two: GivenLoadBalancer = loadBalancer('public', {
    listeners: [
      { port: 443, protocol: 'HTTPS' },
      { port: 8443, protocol: 'HTTPS' },
    ],
  });

  /** Both listeners are named by the configuration; one is not there any more, and another load balancer stands beside. */
  async function openDeleted() {
    const other = loadBalancer('second');
    const edge = edgeOn(two);
    const gone = `${'use' in edge.loadBalancer ? edge.loadBalancer.use.arn : ''}`.replace(
      ':loadbalancer/',
      ':listener/',
    );
    const listeners = (world?: World) => [world?.listener('public') ?? '', `${gone}/0000000000000000`];
    const use = 'use' in edge.loadBalancer ? edge.loadBalancer.use : undefined;
    if (use === undefined) throw new Error('an edge with addresses');
    const plain = configurationWith([edge, edgeOn(other)]);
    const world = await openWorld({ balancers: [two, other], configuration: plain });
    const named = { ...edge, loadBalancer: { use: { ...use, tls: { listeners: listeners(world) } } } };
    await world.configure(configurationWith([named, edgeOn(other)]));
    return world;
  }

  it('stops neither the other listeners of its load balancer nor those of others', async () => {
    const world = await openDeleted();
    await world.write(host);
    await world.write('b.example.com', { wish: wishFor({ edge: 'second' }) });
    await world.settle(90);
    expect(world.shown('public')).toEqual([wildcard, wildcard]);
    expect(world.shown('second')).toEqual([wildcard]);
    expect(await world.condition(host)).toBe('False/ListenerGone');
    expect(await world.message(host)).toContain('/0000000000000000 of edge public is not there any more');
    expect(await world.condition('b.example.com')).toBe('True/Attached');
  });
});
