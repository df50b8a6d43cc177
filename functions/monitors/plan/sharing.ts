import { siteText } from '#shared/domain/site.ts';
import { endedSince } from './ending.ts';
import type { Known } from './known.ts';
import type { SiteState } from './lane-state.ts';
import { notReady } from './readiness.ts';

/**
 * By site: another one with the same URL that is watched for both, as the record sets of one name are. Who has the oldest
 * monitor watches; where nobody has one, who asked for one, then the first by name that can answer.
 */
export function findShared(sites: readonly SiteState[], known: Known): ReadonlyMap<string, SiteState> {
  const leaders = new Map<string, SiteState>();
  const standing = (state: SiteState): number => {
    const [oldest] = known.ofSite(state);
    if (oldest !== undefined) return known.all.indexOf(oldest);
    const { length } = known.all;
    if (state.row.askedMs !== undefined) return length;
    return notReady(state) === undefined ? length + 1 : length + 2;
  };
  const watched = sites.flatMap((state) =>
    'problem' in state.check || endedSince(state) !== undefined ? [] : [{ state, url: state.check.url }],
  );
  for (const { state, url } of watched) {
    const leader = leaders.get(url);
    if (leader === undefined || standing(state) < standing(leader)) leaders.set(url, state);
  }
  return new Map(
    watched.flatMap(({ state, url }) => {
      const leader = leaders.get(url);
      return leader === undefined || leader === state ? [] : [[siteText(state.site), leader] as const];
    }),
  );
}
