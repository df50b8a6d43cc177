import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideHost } from '../../../../functions/claims/hosts/holders.ts';
import type { HostInput } from '../../../../functions/claims/hosts/host-input.ts';
import { excludeEachOther, memberOfSite } from '../../../../functions/claims/hosts/routing-member.ts';
import { sameRef, siteText } from '../../../../shared/domain/site.ts';
import type { SiteRow } from '../../../../shared/rows/site-rows.ts';
import { runsTimes } from '../../../support/runs.ts';
import { change, decided, play } from './deciding.ts';
import { found, reach, routed, situation } from './situations.ts';

const live = ({ sites }: Pick<HostInput, 'sites'>): readonly SiteRow[] => sites.filter(({ state }) => state === 'live');

describe('record sets of one name', () => {
  it('are such as Route 53 takes together, whatever is asked in whatever order', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const sites = live(reach(given));
        for (const one of sites) {
          const others = sites.filter((other) => other !== one && other.view === one.view);
          for (const other of others) expect(excludeEachOther(memberOfSite(one), memberOfSite(other))).toBe(false);
        }
      }),
      { ...runsTimes(10), examples: found },
    );
  });

  it('that stand never go without a release, unless another of their holder takes their place', () => {
    fc.assert(
      fc.property(situation, fc.array(routed, { maxLength: 2 }), (given, more) => {
        const state = reach({ ...given, applied: true, releases: false });
        const unique = [...new Map(more.map((one) => [`${one.namespace}/${one.name}`, one])).values()];
        const next = decideHost({ ...state, changes: unique.map(change) });
        for (const before of live(state)) {
          const after = next.sites.find((site) => siteText(site) === siteText(before));
          if (after?.state === 'live') continue;
          const others = live(next).filter(({ view, wish }) => view === before.view && wish.edge === before.wish.edge);
          const claims = next.claims.filter(({ source }) => sameRef(source, before.holder));
          expect(
            others.some((site) => claims.some((claim) => siteText(claim.site) === siteText(site))),
            siteText(before),
          ).toBe(true);
        }
      }),
      runsTimes(10),
    );
  });

  it('keep the last known target when their identifier changes', () => {
    fc.assert(
      fc.property(routed, routed, (first, second) => {
        const object = { namespace: 'shop', name: 'a', edge: 'public', views: ['public'] } as const;
        const before = play([[change({ ...first, ...object })]], undefined, true);
        const after = play([[change({ ...second, ...object, target: '' })]], before, true);
        expect(live(after)).toMatchObject([{ wish: { target: live(before)[0]?.wish.target } }]);
        expect(live(decided(after))).toEqual(live(after));
      }),
    );
  });
});
