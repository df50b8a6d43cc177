import { describe, expect, it } from 'vitest';
import { readPlan } from '#shared/overview/plan.ts';
import { readOverview } from '#shared/overview/read-overview.ts';
import { readWhy } from '#shared/overview/why.ts';
import { holdKey } from '#shared/rows/safety-rows.ts';
import { memberKey } from '#shared/rows/site-rows.ts';
import { edgeMembers } from '#shared/rows/zone-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { keyOf } from '../dns/world-sites.ts';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld } from './world.ts';

const host = 'app.example.com';
const balancer = loadBalancer('public');
const configuration = configurationWith([edgeOn(balancer, { reuse: 'any' })]);
type World = Awaited<ReturnType<typeof openWorld>>;

const hold = (world: World) => {
  const row = { scope: 'all', sinceMs: world.clock.now(), by: 'a person' } as const;
  return world.table.transact([put(holdKey(row.scope), row)]);
};
const observe = ({ configure }: World) => configure({ ...configuration, mode: 'observe' });

describe.each([
  ['a policy that only looks', observe, 'Observing'],
  ['a hold', hold, 'Held'],
])('under %s nothing is done, and what would be is told', (_, stop, reason) => {
  it('of a host that needs a certificate', async () => {
    const world = await openWorld({ balancers: [balancer], configuration });
    await stop(world);
    await world.write(host);
    await world.settle(10);
    expect(await world.condition(host)).toBe(`False/${reason}`);
    expect(world.acm.calls().RequestCertificate).toBeUndefined();
    const planned = ['request a certificate for *.example.com, example.com', `put it on ${world.listener('public')}`];
    expect(await told(world)).toEqual({ overview: planned, why: planned, plan: planned });
  });

  it('of a host for which there is one', async () => {
    const given = imported([host]);
    const world = await openWorld({ balancers: [balancer], configuration, certificates: [given] });
    await stop(world);
    await world.write(host);
    await world.settle(10);
    const [{ arn = '' } = {}] = world.acm.certificates(world.clock.now());
    expect(world.shown('public')).toEqual([]);
    const planned = [`put ${arn} on ${world.listener('public')}`];
    expect(await told(world)).toEqual({ overview: planned, why: planned, plan: planned });
  });
});

it('nothing is told as planned where nothing is stopped, nor any more once it is not', async () => {
  const world = await openWorld({ balancers: [balancer], configuration });
  await observe(world);
  await world.write(host);
  await world.settle(10);
  await world.configure(configuration);
  await world.settle(60);
  expect(await world.condition(host)).toBe('True/Attached');
  expect(await told(world)).toEqual({ overview: [], why: [], plan: [] });
});

async function told({ table, clock, lane }: World) {
  await table.transact([put(memberKey(edgeMembers('public'), keyOf(host)), { site: keyOf(host) })]);
  const input = { table, configuration, nowMs: clock.now() };
  const [overview, why, plan] = await Promise.all([readOverview(input), readWhy(input, host), readPlan(input)]);
  const steps = why?.sites.flatMap((site) => site.steps) ?? [];
  return {
    overview: overview.sites.flatMap((site) => site.planned ?? []),
    why: steps.filter((step) => step.lane === lane).flatMap((step) => step.planned),
    plan: plan.entries.flatMap(({ records }) => records),
  };
}
