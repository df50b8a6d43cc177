import type { Configuration } from '#shared/domain/configuration.ts';
import { clusterMembers, forgetKey } from '#shared/rows/cluster-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import { registeredLanes } from '#shared/runtime/lanes.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { AbsentCluster } from './document.ts';

/** Clusters that left the configuration with names that stand, and that nobody has said will not come back; by name. */
export async function readAbsentClusters(table: Table, { clusters }: Configuration): Promise<readonly AbsentCluster[]> {
  const prefix = claimsLane('');
  const lanes = (await table.query(registeredLanes)).map(({ row }) => row.lane);
  const known = lanes.filter((lane) => lane.startsWith(prefix)).map((lane) => lane.slice(prefix.length));
  const absent: AbsentCluster[] = [];
  for (const cluster of known.filter((one) => !clusters.some(({ name }) => name === one)).sort()) {
    if ((await table.get(forgetKey(cluster))) !== undefined) continue;
    const names = (await table.query(clusterMembers(cluster))).length;
    if (names > 0) absent.push({ cluster, names });
  }
  return absent;
}

/** In one sentence, with what to type. */
export const absentText = ({ cluster, names }: AbsentCluster): string =>
  `cluster ${cluster} is not in the configuration: its ${names} ${names === 1 ? 'name stands' : 'names stand'} still; if it will not come back: npx firstlight forget-cluster ${cluster}`;
