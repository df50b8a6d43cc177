import { type ReleaseStanding, releaseStanding } from '#shared/domain/standing.ts';
import { leaverOf } from '#shared/overview/pending.ts';
import type { Safety } from '#shared/overview/safety.ts';
import type { Release, SiteRow } from '#shared/rows/site-rows.ts';

/** The releases that the guard stops, but for those approved just now, whatever the scope. */
export function stillBlocked(
  sites: readonly SiteRow[],
  safety: Safety,
  approved: readonly { readonly release: Release }[],
): number {
  const chosen = new Set(approved.map(({ release }) => release.id));
  const tripped = new Set(safety.notices.map(({ scope }) => scope));
  const stands = (site: SiteRow, release: Release): ReleaseStanding =>
    releaseStanding({ ...leaverOf(site), release }, { ...safety, tripped });
  return sites.filter(({ release, ...site }) => {
    if (release === undefined || site.state !== 'live' || chosen.has(release.id)) return false;
    return stands(site, release).state === 'blocked';
  }).length;
}

/** What a person must know of the others: what was approved is not counted any more. */
export const stillBlockedText = (count: number): string =>
  count === 0
    ? ''
    : `; ${count} ${count === 1 ? 'other is' : 'others are'} blocked still, but the guard counts the approved ones no more: what then fits under its limit goes by itself (hold it if that is not meant)`;
