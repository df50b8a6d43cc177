import type { View } from '#shared/domain/configuration.ts';
import { hostItem } from '#shared/rows/claims-keys.ts';
import { claimPrefix, claimsOf } from '#shared/rows/site-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';

const views: readonly View[] = ['public', 'private'];

/**
 * A mark of the host is gone, or says something else: the clusters of claims that are refused look again, as they may
 * have waited for the object that it named, or stood back behind one that only the record kept in its place. A host is
 * decided over all its views, so that they may be in another one than the zone's.
 */
export async function refusedItems(
  { table, now }: Drain,
  host: string,
  source: Pick<NewItem, 'row' | 'generation'>,
): Promise<readonly NewItem[]> {
  const claims = await Promise.all(views.map((view) => table.query(claimsOf(host, view), { prefix: claimPrefix })));
  const refused = claims.flat().filter(({ row }) => row.verdict === 'refused');
  const clusters = new Set(refused.map(({ row }) => row.source.cluster));
  return [...clusters].map((cluster) => ({
    ...source,
    lane: claimsLane(cluster),
    key: hostItem(host),
    dueMs: now(),
  }));
}
