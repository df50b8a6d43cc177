import type { Edge } from '#shared/domain/configuration.ts';
import { unheardClusterText } from '#shared/domain/unheard-kinds.ts';
import { readHeardKinds } from '#shared/overview/heard-kinds.ts';
import { zoneKey } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';

/**
 * The clusters of the edges that have said all that they have in this life of the table, under a configuration that was
 * written in it. While a zone is not read claims makes no site of it, so that what serves its names looks unneeded.
 */
export async function readHeard(drain: Drain, edges: readonly Edge[]): Promise<ReadonlySet<string>> {
  const { table, incarnation, configuration } = drain;
  if (configuration.incarnation !== incarnation) return new Set();
  const zones = await table.getMany(configuration.document.zones.map(({ id }) => zoneKey(id)));
  if (zones.some((row) => row?.incarnation !== incarnation)) return new Set();
  const clusters = clustersOf(edges);
  const heard = await Promise.all(clusters.map((cluster) => readHeardKinds(table, { ...drain, cluster })));
  return new Set(clusters.filter((_, index) => heard[index] !== undefined && isComplete(heard[index])));
}

const isComplete = (heard: Parameters<typeof unheardClusterText>[0]): boolean =>
  unheardClusterText(heard) === undefined;

export const clustersOf = (edges: readonly Edge[]): readonly string[] => [
  ...new Set(edges.map(({ cluster }) => cluster)),
];
