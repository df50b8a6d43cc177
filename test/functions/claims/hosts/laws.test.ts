import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideHost } from '../../../../functions/claims/hosts/holders.ts';
import { type HostInput, isAnchored, laneRowsOfSite } from '../../../../functions/claims/hosts/host-input.ts';
import type { View } from '../../../../shared/domain/configuration.ts';
import { siteText } from '../../../../shared/domain/site.ts';
import type { SiteRow } from '../../../../shared/rows/site-rows.ts';
import { change, finished, holderOf, play, start, zoneOf } from './deciding.ts';
import { asked, found, mark, reach, routed, situation } from './situations.ts';

describe('deciding a host', () => {
  it('changes nothing when it is decided again', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const state = reach(given);
        const again = decideHost(state);
        expect(again.sites).toEqual(state.sites);
        expect(again.claims).toEqual(state.claims);
        expect(again.holders).toEqual(state.hostRow?.holders ?? []);
      }),
      { examples: found },
    );
  });

  it('gives every claim a verdict, every refusal a reason, and serves no refused one', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const state = reach(given);
        for (const claim of state.claims) {
          const site = state.sites.find((one) => siteText(one) === siteText(claim.site));
          const holds =
            site?.state === 'live' && site.holder.key === claim.source.key && site.wish.edge === claim.wish.edge;
          if (claim.verdict === 'refused') expect(claim.reason).toBeDefined();
          if (claim.verdict === 'refused') expect(claim.message).toBeTruthy();
          expect(claim.verdict === 'holder').toBe(holds && claim.reason !== 'RoutingConflict');
        }
      }),
    );
  });

  it('lets a host that nobody reserved belong to one namespace, except where it is being given up', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const state = reach({ ...given, reserved: false });
        const staying = state.sites.filter((site) => site.state === 'live' && site.release === undefined);
        expect(new Set(staying.map((site) => site.holder.key.split('/')[0])).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("gives time to a site whose host is somebody else's only where something of it stands", () => {
    fc.assert(
      fc.property(situation, (given) => {
        const state = reach({ ...given, reserved: false });
        const others = state.sites.filter(
          (site) =>
            site.state === 'live' &&
            !state.hostRow?.holders.includes(`${site.cluster}/${site.holder.key.split('/')[0]}`),
        );
        for (const site of others) expect(isAnchored(state, site)).toBe(true);
      }),
    );
  });

  it('does not depend on what arrives first, while nothing was applied', () => {
    const several = fc.uniqueArray(routed, {
      selector: ({ namespace, name }) => `${namespace}/${name}`,
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        several.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        fc.boolean(),
        ([list, order], reserved) => {
          const known = { ...start, reserved };
          const one = play(
            list.map((each) => [change(each)]),
            known,
          );
          const other = play(
            order.map((each) => [change(each)]),
            known,
          );
          const together = play([list.map(change)], known);
          const live = (state: HostInput) =>
            finished(state)
              .sites.filter((site) => site.release === undefined && site.state === 'live')
              .map((site) => `${siteText(site)} ${site.holder.key} ${site.wish.edge}`);
          expect(live(other)).toEqual(live(one));
          expect(live(together)).toEqual(live(one));
        },
      ),
    );
  });

  it('gives a host to whom a mark in the zone names, whatever arrives first', () => {
    const several = fc.uniqueArray(asked, { selector: ({ namespace, name }) => `${namespace}/${name}`, minLength: 1 });
    fc.assert(
      fc.property(
        several.chain((list) =>
          fc.tuple(fc.constantFrom(...list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        fc.boolean(),
        fc.constantFrom<View>('public', 'private'),
        ([named, order], reserved, view) => {
          const key = `${named.namespace}/${named.name}`;
          const owned = [{ ...mark(zoneOf(view), key), awaits: { until: 'walk', cluster: 'demo' } as const }];
          const state = play(
            order.map((each) => [change(each)]),
            { ...start, owned, reserved },
          );
          expect(holderOf(state, view)).toBe(named.views.includes(view) ? key : undefined);
          if (!named.views.includes(view)) expect(state.sites).toEqual([]);
        },
      ),
    );
  });

  it('makes no new holder in a zone that was not read', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const state = reach({ ...given, read: ['Z2'] });
        expect(state.sites.some((site) => site.wish.zone === 'Z1')).toBe(false);
      }),
    );
  });

  it('raises the generation with what a lane must look at, and the version with every change', () => {
    fc.assert(
      fc.property(situation, asked, (given, more) => {
        const state = reach(given);
        const next = play([[change(more)]], state);
        for (const site of next.sites) {
          const before = state.sites.find((one) => siteText(one) === siteText(site));
          if (before === undefined) continue;
          const same = JSON.stringify(before) === JSON.stringify(site);
          expect(site.version).toBe(before.version + (same ? 0 : 1));
          // Of what was not made yet a lane also hears that it is to end, and that it is not.
          const isMade = laneRowsOfSite(state, before).every(({ applied }) => applied);
          const ofLanes = ({ wish, state: now, release }: SiteRow) =>
            JSON.stringify(isMade ? [wish, now] : [wish, now, release !== undefined]);
          expect(site.generation).toBe(before.generation + (ofLanes(before) === ofLanes(site) ? 0 : 1));
        }
      }),
    );
  });
});
