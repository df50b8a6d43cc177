import { type Surroundings, standingOf } from '#shared/domain/standing.ts';
import type { ClusterMemberRow } from '#shared/rows/cluster-rows.ts';
import { laneRowKey } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import type { Table } from '#shared/runtime/table.ts';

/**
 * The sites of a cluster that its guard counts: those that stand, and those that are to go. A name that was only asked
 * for makes no room for others to go, but while its release waits it takes room from them: that nothing stands may be known too late.
 */
export async function countedMembers(
  table: Table,
  members: readonly ClusterMemberRow[],
  around: Surroundings,
): Promise<readonly ClusterMemberRow[]> {
  const live = members.filter((row) => row.state === 'live' && isCounted(row, around));
  const staying = live.filter(({ release }) => release === undefined);
  const rows = await table.getMany(staying.map(({ site, wish }) => laneRowKey(site, dnsLane(wish.zone))));
  const standing = new Set(staying.filter((_, index) => rows[index]?.applied === true));
  return live.filter((row) => row.release !== undefined || standing.has(row));
}

const isCounted = (row: ClusterMemberRow, around: Surroundings): boolean =>
  standingOf({ ...row, host: row.site.host }, around).kind === 'counted';
