import { type ObservedMonitor, tagPrefix } from '#shared/domain/monitor.ts';
import { siteText } from '#shared/domain/site.ts';
import { endedSince } from './ending.ts';
import type { Known } from './known.ts';
import type { LaneState, SiteState } from './lane-state.ts';
import { isOtherKind } from './wanted.ts';

/**
 * Which monitors are to be taken over: those that the configuration lists, by id or exact name, or that bear the former name of
 * the site's own, in both cases only with exactly the site's URL and without anybody's tag of ours. Each goes to one site.
 */
export function findAdoptable(
  { adopt }: LaneState,
  known: Known,
  sites: readonly SiteState[],
): ReadonlyMap<string, ObservedMonitor> {
  const found = new Map<string, ObservedMonitor>();
  const taken = new Set<string>();
  const free = known.all.filter(({ tags }) => !tags.some((tag) => tag.startsWith(tagPrefix)));
  for (const state of sites) {
    const { check, formerName } = state;
    if ('problem' in check || endedSince(state) !== undefined || known.ofSite(state).length > 0) continue;
    const monitor = free.find(
      (one) =>
        !taken.has(one.id) &&
        one.url === check.url &&
        one.spec !== undefined &&
        !isOtherKind(check, one) &&
        (adopt.includes(one.id) || adopt.includes(one.name) || one.name === formerName),
    );
    if (monitor === undefined) continue;
    taken.add(monitor.id);
    found.set(siteText(state.site), monitor);
  }
  return found;
}
