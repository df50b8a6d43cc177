import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setId } from '../../../../functions/dns/plan/coexistence.ts';
import { ownedOf } from '../../../../functions/dns/plan/contents.ts';
import type { PlannedSite } from '../../../../functions/dns/plan/name-state.ts';
import { type NamePlan, planName } from '../../../../functions/dns/plan/plan.ts';
import { isSameOwner } from '../../../../functions/dns/plan/successor.ts';
import { scene } from '../arbitrary.ts';
import { unownedOf } from '../ownership-oracle.ts';
import { applyBatch, indexOf } from '../zone-model.ts';

const changesOf = (plan: ReturnType<typeof planName>) => plan.group?.changes ?? [];

describe('planning one name that was read', () => {
  it('is accepted, converges, and then wants nothing', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, sites }) => {
        const plan = planName({ name, sites, owned: [], observed: indexOf(zone) }, settings);
        const after = applyBatch(zone, changesOf(plan));
        expect(after).toBeDefined();
        const next = planName({ name, sites: appliedIn(plan), owned: [], observed: indexOf(after ?? []) }, settings);
        expect(next.group).toBeUndefined();
        const results = new Map(next.verdicts.map(({ site, result }) => [site.key.setIdentifier, result]));
        for (const { site, result } of plan.verdicts) {
          if (result === 'change') expect(results.get(site.key.setIdentifier)).toBe('equal');
          if (result === 'removal') expect(results.get(site.key.setIdentifier)).toBe('gone');
        }
      }),
    );
  });

  it('changes nothing where one unit of several is left out, but what that one wanted', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, sites }) => {
        const state = { name, sites, owned: [], observed: indexOf(zone) };
        const plan = planName(state, settings);
        const [first, ...others] = plan.group?.units ?? [];
        if (first === undefined || others.length === 0) return;
        const refused = new Map(first.map((one) => [one, { reason: 'Refused', message: 'no' } as const]));
        const rest = planName({ ...state, refused }, settings);
        expect(applyBatch(zone, changesOf(rest))).toBeDefined();
        expect(rest.group?.units.flat().sort()).toEqual(others.flat().sort());
        const changes = (each: typeof plan) =>
          each.verdicts.filter(({ site }) => !first.includes(site.key.setIdentifier)).map((verdict) => verdict.changes);
        expect(changes(rest)).toEqual(changes(plan));
      }),
    );
  });

  it('lets nobody block a name with a CNAME where its mark would stand', () => {
    fc.assert(
      fc.property(scene, fc.boolean(), ({ name, settings, sites }, standing) => {
        const wanted = { ...sites[0], role: 'wanted', policy: 'sync' } as PlannedSite;
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
      fc.property(scene, ({ name, settings, zone, sites }) => {
        const plan = planName({ name, sites, owned: [], observed: indexOf(zone) }, settings);
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
      fc.property(scene, ({ name, settings, zone, sites }) => {
        const plan = planName({ name, sites, owned: [], observed: indexOf(zone) }, settings);
        const after = applyBatch(zone, changesOf(plan)) ?? [];
        for (const set of unownedOf(sites, zone, settings)) expect(after).toContainEqual(set);
        for (const { record } of changesOf(plan)) expect(record.type === 'TXT' || record.name === name).toBe(true);
      }),
    );
  });

  it('does not depend on the order of what it is given', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, sites }) => {
        const straight = planName({ name, sites, owned: [], observed: indexOf(zone) }, settings);
        const reverse = { name, sites: sites.toReversed(), owned: [], observed: indexOf(zone.toReversed()) };
        expect(planName(reverse, settings).group).toEqual(straight.group);
        expect(planName(reverse, settings).verdicts).toEqual(straight.verdicts);
      }),
    );
  });

  it('says something of every site, with a reason where nothing is done', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, sites }) => {
        const { verdicts, group } = planName({ name, sites, owned: [], observed: indexOf(zone) }, settings);
        expect(verdicts.map(({ site }) => site).sort(byIdentifier)).toEqual([...sites].sort(byIdentifier));
        const done = verdicts.filter(({ result }) => result === 'change' || result === 'removal');
        expect(done.map(({ site }) => site.key.setIdentifier).sort()).toEqual((group?.units ?? []).flat().sort());
        for (const verdict of verdicts) {
          if (verdict.result === 'skipped') expect([verdict.reason, verdict.message]).not.toContain(undefined);
        }
      }),
    );
  });

  it('takes no record set from an object before the one that it wishes instead stands', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, sites }) => {
        const { verdicts, after } = planName({ name, sites, owned: [], observed: indexOf(zone) }, settings);
        const wanted = sites.filter(({ role }) => role === 'wanted');
        const gone = verdicts.filter(({ site, changes = [] }) => {
          return site.role === 'leaving' && changes.some(({ record }) => record.type !== 'TXT');
        });
        for (const { site } of gone) {
          const next = wanted.filter(({ wish }) => isSameOwner(wish, site.wish));
          for (const { key } of next) {
            expect(after.map(({ record }) => record.setIdentifier ?? '')).toContain(key.setIdentifier);
          }
        }
      }),
    );
  });

  it('keeps to the policy', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, sites }) => {
        const { verdicts, group } = planName({ name, sites, owned: [], observed: indexOf(zone) }, settings);
        for (const { site, changes = [] } of verdicts) {
          const actions = new Set(changes.map(({ action }) => action));
          if (site.policy === 'observe') expect(changes).toEqual([]);
          if (site.policy === 'create-only') expect(actions).not.toContain('DELETE');
        }
        for (const unit of group?.units ?? []) {
          const members = verdicts.filter(({ site }) => unit.includes(site.key.setIdentifier));
          const makes = members.some(({ changes = [] }) => changes.some(({ action }) => action === 'CREATE'));
          if (!makes) expect(new Set(members.map(({ site }) => site.policy))).toEqual(new Set(['sync']));
        }
      }),
    );
  });
});

describe('planning one name by the rows alone', () => {
  it('a row that is out of date is refused or does no harm', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, stale, sites }) => {
        const owned = ownedOf(indexOf(stale), settings).filter(({ record }) => record.name === name);
        const after = applyBatch(zone, changesOf(planName({ name, sites, owned }, settings)));
        if (after === undefined) return;
        for (const set of unownedOf(sites, zone, settings)) expect(after).toContainEqual(set);
      }),
    );
  });

  it('an empty table deletes nothing', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, sites }) => {
        const owned = ownedOf(indexOf(zone), settings);
        expect(planName({ name, sites: [], owned }, settings).group).toBeUndefined();
        const blind = planName({ name, sites, owned: [] }, settings);
        expect(changesOf(blind).filter(({ action }) => action === 'DELETE')).toEqual([]);
      }),
    );
  });

  it('rows that are right lead to the same changes as reading, where nobody else is there', () => {
    fc.assert(
      fc.property(scene, ({ name, settings, zone, sites }) => {
        const ours = ownedOf(indexOf(zone), settings).filter((each) => each.record.name === name);
        const alone = zone.filter((set) =>
          ours.some(({ record, ownership }) => [record, ownership].some((one) => setId(one) === setId(set))),
        );
        const read = planName({ name, sites, owned: [], observed: indexOf(alone) }, settings);
        expect(planName({ name, sites, owned: ours }, settings).group).toEqual(read.group);
      }),
    );
  });
});

const byIdentifier = (a: PlannedSite, b: PlannedSite): number => (a.key.setIdentifier < b.key.setIdentifier ? -1 : 1);

/** The sites of a plan, once what it changes is accepted. */
const appliedIn = ({ verdicts }: NamePlan): readonly PlannedSite[] =>
  verdicts.map(({ site, result }) =>
    result === 'change'
      ? { ...site, applied: true, appliedResources: [site.wish.resource], appliedOwners: [site.wish.ownerId] }
      : site,
  );

function flat(value: unknown): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  JSON.stringify(value, (field, each) => {
    fields[field] = each;
    return each as unknown;
  });
  return fields;
}
