import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import { mostCautious, POLICIES, type Policy } from '#shared/domain/policy.ts';
import { planName } from '../../../functions/dns/plan/plan.ts';
import { isForbidden } from '../../../functions/dns/plan/policies.ts';
import { scene } from './arbitrary.ts';
import { configuration, openWorld, type World, zone } from './world.ts';
import { wishFor } from './world-sites.ts';
import { indexOf } from './zone-model.ts';

const [edge] = configuration.edges;
if (edge === undefined) throw new Error('no edge');

type Places = Readonly<Record<'installation' | 'zone' | 'edge' | 'host', Policy>>;
const under = (places: Partial<Places>): Configuration => ({
  ...configuration,
  mode: places.installation ?? 'sync',
  zones: [{ ...zone, policy: places.zone ?? 'sync' }],
  edges: [{ ...edge, policy: places.edge ?? 'sync' }],
  hosts: {
    default: 'allow',
    rules: [{ hosts: ['**.example.com'], namespaces: ['*'], ...(places.host ? { policy: places.host } : {}) }],
  },
});

const mark = (owner: string) =>
  `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/shop/shop"`;
const seeded = (Name: string, Value: string, Type: 'A' | 'TXT') => ({
  Name,
  Type,
  TTL: 300,
  ResourceRecords: [{ Value }],
});
/** One of ours with another value, one to adopt, one of ours that is to go, one of somebody else. */
const records = ['changed', 'adopted', 'leaving', 'foreign'].flatMap((label) => [
  seeded(`${label}.example.com`, '192.0.2.77', 'A'),
  ...(label === 'foreign' ? [] : [seeded(`a-${label}.example.com`, mark(label === 'adopted' ? 'old' : 'demo'), 'TXT')]),
]);

async function observing(places: Partial<Places>): Promise<World> {
  const document = under(places);
  const zones = [{ ...zone, ...document.zones[0], adopt: ['old'] }];
  const world = await openWorld({ records, configuration: { ...document, zones } });
  for (const label of ['new', 'changed', 'adopted', 'foreign']) await world.write(`${label}.example.com`);
  await world.write('leaving.example.com', { state: 'dying' });
  await world.settle();
  return world;
}

describe('observe', () => {
  it.each(['installation', 'zone', 'edge', 'host'] as const)(
    'of the %s: nothing is written, all is planned',
    async (place) => {
      const world = await observing({ [place]: 'observe' });
      const before = world.records();
      expect(before).toHaveLength(records.length);
      await world.configure(under({ [place]: 'observe' }));
      await world.settle();
      await world.write('changed.example.com', { state: 'dying' });
      await world.settle();
      expect(world.records()).toEqual(before);
      expect(world.calls().ChangeResourceRecordSets).toBeUndefined();
    },
  );

  it('says of each name what would change, as data against what really stands', async () => {
    const world = await observing({ installation: 'observe' });
    const planned = async (label: string) => {
      const row = await world.lane(`${label}.example.com`);
      const records = (row?.planned ?? []).filter(({ before, after }) => (before ?? after)?.type === 'A');
      return records.map(({ action, before, after }) => [action, before?.values?.[0], after?.values?.[0]]);
    };
    expect(await planned('new')).toEqual([['create', undefined, '192.0.2.1']]);
    expect(await planned('changed')).toEqual([['change', '192.0.2.77', '192.0.2.1']]);
    expect(await planned('adopted')).toEqual([['change', '192.0.2.77', '192.0.2.1']]);
    expect(await planned('leaving')).toEqual([['delete', '192.0.2.77', undefined]]);
    expect(await planned('foreign')).toEqual([]);
    expect(await world.condition('foreign.example.com')).toBe('False/NameTaken');
    expect(await world.condition('new.example.com')).toBe('Unknown/Observing');
  });

  it('to sync takes effect on what exists, and back from the next drain on', async () => {
    const world = await openWorld({ configuration: under({ zone: 'observe' }) });
    await world.write('x.example.com');
    await world.settle();
    await world.configure(under({}));
    await world.settle();
    expect(world.records()).toContain('A x.example.com. 192.0.2.1');
    expect(await world.lane('x.example.com')).not.toHaveProperty('planned');
    await world.configure(under({ edge: 'observe' }));
    const [before, changes] = [world.records(), world.calls().ChangeResourceRecordSets];
    await world.write('x.example.com', { wish: wishFor({ ttlSeconds: 60 }) });
    await world.write('y.example.com');
    await world.settle();
    expect(world.records()).toEqual(before);
    expect(world.calls().ChangeResourceRecordSets).toBe(changes);
  });
});

describe('the laws of policies', () => {
  const policy = fc.constantFrom(...POLICIES);

  it('the most cautious wins, wherever it is said', async () => {
    const everywhere = fc.record({ installation: policy, zone: policy, edge: policy, host: policy });
    await fc.assert(
      fc.asyncProperty(everywhere, async (places) => {
        const said = Object.values(places) as [Policy, ...Policy[]];
        const [all, one] = [await outcomeUnder(places), await outcomeUnder({ installation: mostCautious(...said) })];
        expect(all).toEqual(one);
      }),
      { numRuns: 8 },
    );
  });

  it('a plan never holds what its policy forbids; what is forbidden is said with the whole change', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone: sets, sites: [site] }) => {
        if (site === undefined) return;
        const plan = planName({ name, sites: [site], owned: [], observed: indexOf(sets) }, settings);
        expect(isForbidden(site.policy, plan.group?.changes ?? [])).toBe(false);
        for (const { reason, planned, message } of plan.verdicts) {
          if (planned === undefined) continue;
          expect(['Observing', 'PolicyForbids']).toContain(reason);
          expect(planned.length).toBeGreaterThan(0);
          expect(message).not.toBe('');
        }
      }),
    );
  });

  it('what observe says it would do is what sync does', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone: sets, sites: [site] }) => {
        if (site === undefined) return;
        const planOf = (chosen: Policy) =>
          planName({ name, sites: [{ ...site, policy: chosen }], owned: [], observed: indexOf(sets) }, settings);
        const [said] = planOf('observe').verdicts;
        const made = planOf('sync').group;
        if (made !== undefined) expect(said?.message).toBe(`would ${made.reason}`);
        expect(said?.planned === undefined).toBe(made === undefined);
      }),
    );
  });
});

/** What stands after a new, a changed and a leaving name were settled under these policies. */
async function outcomeUnder(places: Partial<Places>): Promise<readonly string[]> {
  const world = await observing(places);
  const found = world.records();
  world.table.close();
  return found;
}
