import { type DesiredSite, siteId } from './desired.ts';
import { hasSpec, hasStatus, type ObservedSite } from './site-object.ts';

/** One step towards the Site objects as they are to be. */
export type SiteChange =
  | { readonly change: 'create'; readonly site: DesiredSite }
  | { readonly change: 'spec'; readonly site: DesiredSite; readonly observed: ObservedSite }
  | { readonly change: 'status'; readonly site: DesiredSite; readonly observed: ObservedSite }
  | { readonly change: 'delete'; readonly observed: ObservedSite };

export interface SitesPlan {
  /** At most one for each object; what comes after it is planned again. Sorted. */
  readonly changes: readonly SiteChange[];
  /** Names that somebody else has. */
  readonly taken: readonly DesiredSite[];
  /** Objects of ours that nobody wants any more, and since when: they go once that lasted. */
  readonly stale: ReadonlyMap<string, number>;
}

export interface SitesInput {
  readonly desired: ReadonlyMap<string, DesiredSite>;
  readonly observed: ReadonlyMap<string, ObservedSite>;
  /** Of the plan before. */
  readonly stale: ReadonlyMap<string, number>;
  readonly nowMs: number;
}

/**
 * An object that is not wanted for a moment is kept that long: the status of a cluster is written anew, piece by piece,
 * when somebody removed it, or a table was lost.
 */
export const staleMs = 60_000;

/** Never touches what is not ours. */
export function planSites({ desired, observed, stale, nowMs }: SitesInput): SitesPlan {
  const changes: SiteChange[] = [];
  const taken: DesiredSite[] = [];
  const stillStale = new Map<string, number>();
  for (const site of desired.values()) {
    const standing = observed.get(siteId(site));
    if (standing === undefined) changes.push({ change: 'create', site });
    else if (!standing.ours) taken.push(site);
    else if (!hasSpec(site, standing)) changes.push({ change: 'spec', site, observed: standing });
    else if (!hasStatus(site, standing)) changes.push({ change: 'status', site, observed: standing });
  }
  for (const [id, standing] of observed) {
    if (!standing.ours || desired.has(id)) continue;
    const sinceMs = Math.min(stale.get(id) ?? nowMs, nowMs);
    if (nowMs - sinceMs >= staleMs) changes.push({ change: 'delete', observed: standing });
    stillStale.set(id, sinceMs);
  }
  return {
    changes: changes.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)),
    taken: taken.sort((a, b) => (siteId(a) < siteId(b) ? -1 : 1)),
    stale: stillStale,
  };
}

export const idOf = (change: SiteChange): string => siteId('site' in change ? change.site : change.observed);

export const namespaceOf = (change: SiteChange): string =>
  'site' in change ? change.site.namespace : change.observed.namespace;
