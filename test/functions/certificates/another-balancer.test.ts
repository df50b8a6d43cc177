import { expect, it } from 'vitest';
import { givenLoadBalancer } from '#local/cloud/elbv2/load-balancer.ts';
import type { Target } from '#shared/domain/site.ts';
import { laneRowKey } from '#shared/rows/site-rows.ts';
import { itemPartition } from '#shared/runtime/work-item.ts';
import { keyOf, wishFor } from '../dns/world-sites.ts';
import { configurationWith, edgeOn, loadBalancer, openWorld } from './world.ts';

const host = 'app.example.com';
const wildcard = 'example.com *.example.com';
const before = loadBalancer('before');
const after = loadBalancer('after');
const edge = { ...edgeOn(before), name: 'public' };
const onAfter = { ...edge, loadBalancer: edgeOn(after).loadBalancer };

const leadsTo = ({ dnsName, hostedZoneId }: typeof before): Target => ({
  kind: 'alias',
  alias: { dnsName, hostedZoneId, evaluateTargetHealth: true },
  dualStack: false,
});

/** A name that is served by the load balancer of its edge, which then gets another one. */
async function openMoving(sharing = false, elbv2: NonNullable<Parameters<typeof openWorld>[0]>['elbv2'] = {}) {
  const second = { ...edge, name: 'second' };
  const world = await openWorld({
    balancers: [before, after],
    configuration: configurationWith(sharing ? [edge, second] : [edge]),
    elbv2,
  });
  await world.walked();
  await world.write(host, { wish: wishFor({ target: leadsTo(before) }) });
  await world.settle(60);
  expect(world.shown('before')).toEqual([wildcard]);
  await world.configure(configurationWith(sharing ? [onAfter, second] : [onAfter]));
  return world;
}

it('serves a name on the new load balancer of its edge, tells claims, and leaves the old one as it is', async () => {
  const world = await openMoving();
  await world.write(host, { moving: { edge: 'public', sinceMs: world.clock.now() } });
  await world.settle(5);
  expect(world.shown('after')).toEqual([wildcard]);
  expect(await world.assigned()).toMatchObject([{ host, loadBalancer: givenLoadBalancer(after).arn, status: 'True' }]);
  const parts = await Promise.all([0, 1, 2, 3].map((part) => world.table.query(itemPartition('claims:demo', part))));
  expect(parts.flat().map(({ row }) => row.key)).toContain(`host:${host}`);
  world.clock.advance(3 * 3_600_000);
  await world.settle(5);
  expect(world.shown('before')).toEqual([wildcard]);
});

it('says that a name is served as before while the new load balancer takes nothing yet', async () => {
  const fault = { status: 503, headers: {}, body: '' };
  const world = await openMoving(false, {
    faults: ({ body }) =>
      body.includes('AddListenerCertificates') && body.includes('%2Fafter%2F') ? fault : undefined,
  });
  await world.settle(5);
  expect(await world.condition(host)).toBe('True/Attached');
  expect(await world.message(host)).toContain('serves it as before');
  expect(await world.assigned()).toMatchObject([{ host, status: 'False' }]);
});

const led: readonly [string, Target][] = [
  ['an alias', leadsTo(before)],
  ['an alias to all of its addresses', leadsTo({ ...before, dnsName: `dualstack.${before.dnsName}` })],
  ['a CNAME', { kind: 'name', name: before.dnsName }],
];

it.each(led)(
  'takes nothing off a load balancer that another edge has, for as long as %s leads there',
  async (_, to) => {
    const world = await openMoving(true);
    await world.write(host, { wish: wishFor({ target: to }) });
    for (let minute = 0; minute < 130; minute += 1) {
      world.clock.advance(60_000);
      await world.drain();
    }
    expect(world.shown('before')).toEqual([wildcard]);
    await world.write(host, { wish: wishFor({ target: leadsTo(after) }) });
    for (let minute = 0; minute < 130; minute += 1) {
      world.clock.advance(60_000);
      await world.drain();
    }
    expect(world.shown('before')).toEqual([]);
  },
);

it('keeps a name in the lane that its old load balancer is of, until it leads elsewhere', async () => {
  const world = await openMoving(true);
  const second = { ...edge, name: 'second' };
  await world.configure(configurationWith([{ ...onAfter, region: 'eu-west-1' }, second]));
  await world.settle(5);
  expect(await world.condition(host)).toBe('True/Attached');
  await world.write(host, { wish: wishFor({ target: leadsTo(after) }) });
  await world.settle(5);
  expect(await world.table.get(laneRowKey(keyOf(host), world.lane))).toBeUndefined();
});
