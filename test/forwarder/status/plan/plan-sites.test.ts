import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DesiredSite, desiredStatus, siteId } from '../../../../forwarder/status/plan/desired.ts';
import { planSites, staleMs } from '../../../../forwarder/status/plan/plan-sites.ts';
import { type ObservedSite, specOf } from '../../../../forwarder/status/plan/site-object.ts';
import { arbitraryEntry } from '../../../functions/status/arbitrary-entries.ts';

const entries = fc.array(arbitraryEntry, { maxLength: 10 });

/** The objects that there would be. */
const standing = (site: DesiredSite, more: Partial<ObservedSite> = {}): ObservedSite => ({
  namespace: site.namespace,
  name: site.name,
  uid: 'u',
  resourceVersion: '1',
  ours: true,
  spec: specOf(site),
  conditions: site.conditions.map((condition) => ({ ...condition, lastTransitionTime: 't' })),
  ...(site.edge === '' ? {} : { edge: site.edge }),
  ...(site.releaseDue === undefined ? {} : { releaseDue: site.releaseDue }),
  ...more,
});
const scene = fc
  .tuple(
    entries,
    entries,
    fc.array(fc.constantFrom('same', 'spec', 'status', 'foreign'), { minLength: 60, maxLength: 60 }),
  )
  .map(([wanted, there, kinds]) => {
    const desired = desiredStatus(wanted).sites;
    const known = [...desired.values(), ...desiredStatus(there).sites.values()].slice(0, kinds.length);
    const observed = known.flatMap((site, at) => {
      if (at % 3 === 0) return [];
      if (kinds[at] === 'spec') return [standing(site, { spec: {} })];
      if (kinds[at] === 'status') return [standing(site, { edge: 'other' })];
      return [standing(site, { ours: kinds[at] !== 'foreign' })];
    });
    return { desired, observed: new Map(observed.map((site) => [siteId(site), site])) };
  });
const longAgo = (observed: ReadonlyMap<string, ObservedSite>) => new Map([...observed.keys()].map((id) => [id, 0]));

describe('the plan of Site objects', () => {
  it('says of each what to do, or it stands as it is to be, or is somebody else’s (total, safe)', () => {
    fc.assert(
      fc.property(scene, ({ desired, observed }) => {
        const plan = planSites({ desired, observed, stale: longAgo(observed), nowMs: staleMs });
        const foreign = new Set([...observed].flatMap(([id, { ours }]) => (ours ? [] : [id])));
        for (const step of plan.changes) {
          const id = siteId('site' in step ? step.site : step.observed);
          expect(foreign.has(id)).toBe(false);
          expect(step.change === 'delete').toBe(!desired.has(id));
        }
        expect(plan.taken.map(siteId)).toEqual([...desired.keys()].filter((id) => foreign.has(id)).sort());
      }),
    );
  });

  it('ends (converges), and does nothing then (minimal)', () => {
    fc.assert(
      fc.property(scene, ({ desired, observed }) => {
        let there = new Map(observed);
        for (let round = 0; round < 3; round += 1) {
          const { changes } = planSites({ desired, observed: there, stale: longAgo(there), nowMs: staleMs });
          const next = new Map(there);
          for (const step of changes) {
            if (step.change === 'delete') next.delete(siteId(step.observed));
            else if (step.change === 'create')
              next.set(siteId(step.site), { ...standing(step.site), conditions: [], edge: 'none' });
            else if (step.change === 'spec') next.set(siteId(step.site), { ...step.observed, spec: specOf(step.site) });
            else next.set(siteId(step.site), { ...standing(step.site), spec: step.observed.spec });
          }
          there = next;
        }
        expect(planSites({ desired, observed: there, stale: new Map(), nowMs: 0 }).changes).toEqual([]);
        const ours = [...there].flatMap(([id, site]) => (site.ours ? [id] : []));
        expect(ours.every((id) => desired.has(id))).toBe(true);
      }),
    );
  });

  it('is the same in whatever order things come (order-free)', () => {
    fc.assert(
      fc.property(scene, entries, ({ desired, observed }, wanted) => {
        const input = { desired, observed, stale: longAgo(observed), nowMs: staleMs };
        const turned = {
          ...input,
          desired: new Map([...desired].reverse()),
          observed: new Map([...observed].reverse()),
        };
        expect(planSites(turned).changes).toEqual(planSites(input).changes);
        const again = desiredStatus([...wanted].reverse()).sites;
        expect([...again.keys()].sort()).toEqual([...desiredStatus(wanted).sites.keys()].sort());
      }),
    );
  });

  it('lets nothing go that was not stale for a minute, whatever the clock did', () => {
    fc.assert(
      fc.property(scene, fc.nat(staleMs - 1), ({ desired, observed }, nowMs) => {
        const first = planSites({ desired, observed, stale: new Map(), nowMs: 0 });
        const second = planSites({ desired, observed, stale: first.stale, nowMs });
        expect(second.changes.filter(({ change }) => change === 'delete')).toEqual([]);
      }),
    );
  });
});
