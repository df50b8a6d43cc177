import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownedOf } from '../../../functions/dns/plan/contents.ts';
import { planName } from '../../../functions/dns/plan/plan.ts';
import { scene } from './arbitrary.ts';
import { unownedOf } from './ownership-oracle.ts';
import { applyBatch, indexOf } from './zone-model.ts';

const changesOf = (plan: ReturnType<typeof planName>) => plan.group?.changes ?? [];

describe('planning one name that was read', () => {
  it('is accepted, converges, and then wants nothing', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, site }) => {
        const plan = planName({ name, sites: [site], owned: [], observed: indexOf(zone) }, settings);
        const after = applyBatch(zone, changesOf(plan));
        expect(after).toBeDefined();
        const applied =
          plan.verdicts[0]?.result === 'change'
            ? { ...site, applied: true, appliedResources: [site.wish.resource], appliedOwners: [site.wish.ownerId] }
            : site;
        const next = planName({ name, sites: [applied], owned: [], observed: indexOf(after ?? []) }, settings);
        expect(next.group).toBeUndefined();
        if (plan.verdicts[0]?.result === 'change') expect(next.verdicts[0]?.result).toBe('equal');
        if (plan.verdicts[0]?.result === 'removal') expect(next.verdicts[0]?.result).toBe('gone');
      }),
    );
  });

  it('lets nobody block a name with a CNAME where its mark would stand', () => {
    fc.assert(
      fc.property(scene, fc.boolean(), ({ name, settings, site }, standing) => {
        const wanted = { ...site, role: 'wanted', policy: 'sync' } as const;
        const free = planName({ name, sites: [wanted], owned: [], observed: indexOf([]) }, settings);
        const marks = changesOf(free).flatMap(({ record }) => (record.type === 'TXT' ? record.name : []));
        const zone = marks.map((at) => ({ name: at, type: 'CNAME', ttl: 60, values: ['x.example.net'] }));
        const blocked = zone.filter((set) => !set.name.startsWith('_fl-'));
        const state = { name, sites: [wanted], owned: [] };
        const plan = standing
          ? planName({ ...state, observed: indexOf(blocked) }, settings)
          : planName({ ...state, cnames: new Set(marks) }, settings);
        expect(plan.verdicts[0]?.result).toBe(free.verdicts[0]?.result);
        const after = applyBatch(blocked, changesOf(plan));
        expect(after).toHaveLength(blocked.length + changesOf(free).length);
        const next = planName({ ...state, observed: indexOf(after ?? []) }, settings);
        expect(next.group).toBeUndefined();
      }),
    );
  });

  it('remembers after a change exactly what a full list would find of ours', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, site }) => {
        const plan = planName({ name, sites: [site], owned: [], observed: indexOf(zone) }, settings);
        const after = indexOf(applyBatch(zone, changesOf(plan)) ?? []);
        const found = ownedOf(after, settings).filter(({ record }) => record.name === name);
        const text = (owned: readonly unknown[]) =>
          owned.map((each) => JSON.stringify(each, Object.keys(flat(each)).sort())).sort();
        expect(text(plan.after)).toEqual(text(found));
      }),
    );
  });

  it('never touches what is not ours, and never more than one name and its marks', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, site }) => {
        const plan = planName({ name, sites: [site], owned: [], observed: indexOf(zone) }, settings);
        const after = applyBatch(zone, changesOf(plan)) ?? [];
        for (const set of unownedOf(site, zone, settings)) expect(after).toContainEqual(set);
        for (const { record } of changesOf(plan)) expect(record.type === 'TXT' || record.name === name).toBe(true);
      }),
    );
  });

  it('does not depend on the order of what it is given', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, site }) => {
        const other = { ...site, key: { ...site.key, setIdentifier: 'blue' } };
        const straight = planName({ name, sites: [site, other], owned: [], observed: indexOf(zone) }, settings);
        const reverse = { name, sites: [other, site], owned: [], observed: indexOf(zone.toReversed()) };
        expect(planName(reverse, settings).group).toEqual(straight.group);
        expect(planName(reverse, settings).verdicts).toEqual(straight.verdicts);
      }),
    );
  });

  it('says something of every site, with a reason where nothing is done', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, site }) => {
        const { verdicts, group } = planName({ name, sites: [site], owned: [], observed: indexOf(zone) }, settings);
        expect(verdicts).toHaveLength(1);
        const [verdict] = verdicts;
        expect(verdict?.result === 'change' || verdict?.result === 'removal').toBe(group !== undefined);
        if (verdict?.result === 'skipped') expect([verdict.reason, verdict.message]).not.toContain(undefined);
      }),
    );
  });

  it('keeps to the policy', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, site }) => {
        const changes = changesOf(planName({ name, sites: [site], owned: [], observed: indexOf(zone) }, settings));
        const actions = new Set(changes.map(({ action }) => action));
        if (site.policy === 'observe') expect(changes).toEqual([]);
        if (site.policy === 'create-only') expect(actions).not.toContain('DELETE');
        if (site.policy === 'upsert-only' && changes.length > 0) expect(actions).toContain('CREATE');
      }),
    );
  });
});

describe('planning one name by the rows alone', () => {
  it('a row that is out of date is refused or does no harm', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, stale, site }) => {
        const owned = ownedOf(indexOf(stale), settings).filter(({ record }) => record.name === name);
        const after = applyBatch(zone, changesOf(planName({ name, sites: [site], owned }, settings)));
        if (after === undefined) return;
        for (const set of unownedOf(site, zone, settings)) expect(after).toContainEqual(set);
      }),
    );
  });

  it('an empty table deletes nothing', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, site }) => {
        const owned = ownedOf(indexOf(zone), settings);
        expect(planName({ name, sites: [], owned }, settings).group).toBeUndefined();
        const blind = planName({ name, sites: [site], owned: [] }, settings);
        expect(changesOf(blind).filter(({ action }) => action === 'DELETE')).toEqual([]);
      }),
    );
  });

  it('rows that are right lead to the same changes as reading, where nobody else is there', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, site }) => {
        const ours = ownedOf(indexOf(zone), settings).filter((each) => each.record.name === name);
        const alone = zone.filter((set) =>
          ours.some(({ record, ownership }) =>
            [record, ownership].some((one) => one.name === set.name && one.type === set.type),
          ),
        );
        const read = planName({ name, sites: [site], owned: [], observed: indexOf(alone) }, settings);
        expect(planName({ name, sites: [site], owned: ours }, settings).group).toEqual(read.group);
      }),
    );
  });
});

function flat(value: unknown): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  JSON.stringify(value, (field, each) => {
    fields[field] = each;
    return each as unknown;
  });
  return fields;
}
