import type { Configuration } from '#shared/domain/configuration.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { ReleaseEntry } from './document.ts';

/** The releases that are planned, ordered by host. */
export function plannedReleases(sites: readonly SiteRow[], _configuration: Configuration): readonly ReleaseEntry[] {
  return sites.flatMap(({ host, view, setIdentifier, release, state }) =>
    release === undefined || state === 'dying'
      ? []
      : [{ host, view, setIdentifier, due: new Date(release.dueMs).toISOString(), state: 'waiting' as const }],
  );
}
