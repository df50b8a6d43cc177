import type { Configuration } from '#shared/domain/configuration.ts';
import { kindIdOf } from '#shared/domain/kinds.ts';
import { floorKey, inboxRows, kindRows, type ObjectRow } from '#shared/rows/object-rows.ts';
import type { Table } from '#shared/runtime/table.ts';

const sourceKind = 'firstlight.dev/Source';

/**
 * The clusters that have said all that they have in this life of the table, and all of it was looked at: only of these
 * is it known what nobody claims.
 */
export async function heardClusters(
  table: Table,
  configuration: Configuration,
  objects: readonly ObjectRow[],
): Promise<ReadonlySet<string>> {
  const byCluster = Map.groupBy(objects, ({ ref }) => ref.cluster);
  const heard = new Set<string>();
  for (const { name } of configuration.clusters) {
    const rows = byCluster.get(name) ?? [];
    if (rows.some(({ marker, settledMarker }) => marker !== settledMarker)) continue;
    if ((await table.query(inboxRows(name), { limit: 1 })).length > 0) continue;
    if (isComplete(rows, await walkedKinds(table, name))) heard.add(name);
  }
  return heard;
}

async function walkedKinds(table: Table, cluster: string): Promise<ReadonlySet<string>> {
  const incarnation = await table.incarnation();
  const kinds = (await table.query(kindRows(cluster))).map(({ row }) => row);
  const floors = await table.getMany(kinds.map((kind) => floorKey({ cluster, ...kind })));
  const walked = kinds.filter((_, index) => floors[index]?.incarnation === incarnation);
  return new Set(walked.map(({ apiGroup, kind }) => kindIdOf(apiGroup, kind)));
}

function isComplete(rows: readonly ObjectRow[], walked: ReadonlySet<string>): boolean {
  const sources = rows.flatMap(({ object }) => (object?.kind === sourceKind ? [object] : []));
  const isRead = sources.every(({ of, state }) => state !== 'forbidden' && (state !== 'listed' || walked.has(of)));
  return isRead && sources.length > 0 && walked.has(sourceKind);
}
