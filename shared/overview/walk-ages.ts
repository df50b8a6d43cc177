import { epochMs } from '#shared/domain/marker.ts';
import { clusterKey, floorKey } from '#shared/rows/object-rows.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Table } from '#shared/runtime/table.ts';

export interface WalkAge {
  readonly cluster: string;
  /** Since its last complete walk in this life of the table; before the first, since its forwarder began. */
  readonly ageMs: number;
}

/** A walk speaks of this kind last known of all: it is complete only when every other kind has a state. */
const everyWalk = { apiGroup: 'firstlight.dev', kind: 'Source' };

/** How long ago each configured cluster has last said all that it has; a cluster never heard of is not among them. */
export async function readWalkAges(table: Table, nowMs: number): Promise<readonly WalkAge[]> {
  const clusters = ((await readConfiguration(table))?.document.clusters ?? []).map(({ name }) => name);
  if (clusters.length === 0) return [];
  const [incarnation, rows, floors] = await Promise.all([
    table.incarnation(),
    table.getMany(clusters.map(clusterKey)),
    table.getMany(clusters.map((cluster) => floorKey({ cluster, ...everyWalk }))),
  ]);
  return clusters.flatMap((cluster, index) => {
    const row = rows[index];
    const floor = floors[index];
    if (row === undefined) return [];
    const walkedMs = floor?.incarnation === incarnation ? floor.atMs : epochMs(row.epoch);
    return [{ cluster, ageMs: Math.max(0, nowMs - walkedMs) }];
  });
}
