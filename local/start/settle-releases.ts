import type { Configuration } from '#shared/domain/configuration.ts';
import { readSites } from '#shared/overview/read-sites.ts';
import { hostItem } from '#shared/rows/claims-keys.ts';
import { siteKey, siteRowName } from '#shared/rows/site-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';

/** The configuration under which every release is due at once; whatever else holds a release back still does. */
export const withoutReleaseTime = (configuration: Configuration): Configuration => ({
  ...configuration,
  edges: configuration.edges.map((edge) => ({ ...edge, releaseAfterSeconds: 0 })),
});

/** Makes releases due that an earlier run has left waiting. To be called before anything drains. */
export async function hastenReleases(table: Table, configuration: Configuration, nowMs: number): Promise<void> {
  for (const { site } of await readSites(table, configuration)) {
    if (site.release === undefined || site.release.dueMs <= nowMs) continue;
    const next = { ...site, version: site.version + 1, release: { ...site.release, dueMs: nowMs } };
    const lane = claimsLane(site.cluster);
    await table.transact([
      put(siteKey(site), next, { version: site.version }),
      enqueue({ lane, key: hostItem(site.host), row: siteRowName(site), generation: site.generation, dueMs: nowMs }),
    ]);
  }
}
