import { hostItem } from '#shared/rows/claims-keys.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import { readPartitions } from '#shared/runtime/selection.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { WorkItem } from '#shared/runtime/work-item.ts';

/** As good as no limit: a lane in which releases alone wait by the thousand must not hide what came after them. */
const allItems = 100_000;

/**
 * What a cluster or the configuration said and claims has not settled: items of objects, messages, zones and quotas,
 * whether due or waiting for another try. Any of them may be a claim to what looks unclaimed; looks at hosts are not.
 */
export async function readUnsettled(table: Table, cluster: string): Promise<readonly WorkItem[]> {
  const items = await readPartitions(table, claimsLane(cluster), { limit: allItems });
  return items.filter(({ key }) => !key.startsWith(hostItem('')));
}
