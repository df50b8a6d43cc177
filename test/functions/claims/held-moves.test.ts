import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { ownedKey } from '../../../shared/rows/zone-rows.ts';
import { put } from '../../../shared/runtime/table.ts';
import { itemPartition, itemPartitions } from '../../../shared/runtime/work-item.ts';
import { type GuardedWorld, guardedWorld, keyOf, minute, nameOf, numbers } from './safety-world.ts';
import { ingress, testConfiguration, zone } from './samples.ts';

const host = nameOf(0);

/** Two public edges; the policy is that of the one called public. */
const twoEdges = (policy: Policy = 'sync'): Configuration => {
  const configuration = testConfiguration();
  const [edge, ...edges] = configuration.edges;
  if (edge === undefined) throw new Error('no edge');
  const other = { ...edge, name: 'other', classes: ['other'], loadBalancer: { addresses: ['192.0.2.9'] } };
  return { ...configuration, edges: [{ ...edge, policy }, other, ...edges] };
};

const rule = (policy: Policy): Configuration => ({
  ...twoEdges(),
  hosts: { default: 'allow', rules: [{ hosts: [host], namespaces: ['shop'], policy }] },
});
const withZone = (policy: Policy): Configuration => ({
  ...twoEdges(),
  zones: twoEdges().zones.map((one) => ({ ...one, policy })),
});

const forbidding = ['observe', 'create-only'] as const;
const under = forbidding.flatMap((policy): [string, Policy, Configuration][] => [
  ['its edge', policy, twoEdges(policy)],
  ['its zone', policy, withZone(policy)],
  ['its host', policy, rule(policy)],
  ['all', policy, { ...twoEdges(), mode: policy }],
]);

/** The zone has a record of the object's own, from before a loss of the table or from external-dns. */
const mark = ({ table }: GuardedWorld) => {
  const record = { name: host, type: 'A', ttlSeconds: 300, values: ['192.0.2.77'] } as const;
  const ownership = { name: `a-${host}`, type: 'TXT', ttlSeconds: 300, values: ['"mark"'] } as const;
  const owned = { zone, record, ownership, ownerId: 'demo', resource: `ingress/${keyOf(0)}` };
  return table.transact([put(ownedKey(zone, record), owned)]);
};

/** One name that stands on edge public and now wishes for edge other, which serves it. */
async function moving(before: (world: GuardedWorld) => Promise<void>) {
  const world = await guardedWorld(1, twoEdges());
  await before(world);
  await world.say(keyOf(0), ingress(keyOf(0), [host], { className: 'other' }));
  await world.settle();
  return world;
}

describe('a name that is to move to another edge', () => {
  it.each(['edge:public', 'all', 'zone:example.com', `host:${host}`] as const)(
    'stays while %s is held, however long, and moves once it is resumed',
    async (scope) => {
      const world = await moving((one) => one.hold(scope));
      await world.pass(40 * minute, 10 * minute);
      expect(await world.site(host)).toMatchObject({
        wish: { edge: 'public', target: { addresses: ['192.0.2.1'] } },
        moving: { edge: 'other' },
        generation: 1,
      });
      await world.resume(scope);
      expect((await world.site(host))?.wish.edge).toBe('other');
    },
  );

  it('moves within a minute when the hold expires', async () => {
    const world = await moving((one) => one.hold('edge:public', one.clock.now() + 40 * minute));
    await world.pass(39 * minute);
    expect((await world.site(host))?.wish.edge).toBe('public');
    await world.pass(2 * minute);
    expect((await world.site(host))?.wish.edge).toBe('other');
  });

  it('is not kept by the hold of the edge that it moves to, which holds its records itself', async () => {
    const world = await moving((one) => one.hold('edge:other'));
    expect((await world.site(host))?.wish.edge).toBe('other');
  });

  it.each(under)('stays while %s is under %s, and moves when it no longer is', async (_what, _policy, of) => {
    const world = await moving(async (one) => {
      await one.configure(of);
      await one.settle();
    });
    await world.pass(40 * minute, 10 * minute);
    expect(await world.site(host)).toMatchObject({ wish: { edge: 'public' }, moving: { edge: 'other' } });
    await world.configure(twoEdges('upsert-only'));
    await world.settle();
    expect((await world.site(host))?.wish.edge).toBe('other');
  });

  it.each(under)('is looked at no more while %s is under %s, once its time is up', async (_what, _policy, of) => {
    const world = await moving(async (one) => {
      await one.configure(of);
      await one.settle();
    });
    await world.pass(40 * minute, 10 * minute);
    const parts = numbers(0, itemPartitions).map((one) => world.table.query(itemPartition('claims:demo', one)));
    expect((await Promise.all(parts)).flat().map(({ row }) => row.key)).toEqual([]);
  });

  it.each(under)('moves while %s is under %s where nothing of it was ever written', async (_what, _policy, of) => {
    const world = await guardedWorld(0, of);
    await mark(world);
    await world.say(keyOf(0), ingress(keyOf(0), [host]));
    await world.settle();
    await world.say(keyOf(0), ingress(keyOf(0), [host], { className: 'other' }));
    await world.settle();
    expect((await world.site(host))?.wish.edge).toBe('other');
  });

  it('is not kept by the policy of an edge that is not configured any more', async () => {
    const left = twoEdges('create-only').edges.filter(({ name }) => name !== 'public');
    const world = await moving((one) => one.configure({ ...twoEdges(), edges: left }));
    expect((await world.site(host))?.wish.edge).toBe('other');
  });
});
