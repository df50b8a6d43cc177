import type { Edge } from '#shared/domain/configuration.ts';
import { isUndecided } from '#shared/overview/read-objects.ts';
import { readUnsettled } from '#shared/overview/unsettled-claims.ts';
import { kindRows, objectsOf } from '#shared/rows/object-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { isLaneBehind, laneStateKey, newLane, wantedKey } from '#shared/runtime/lanes.ts';
import { clustersOf } from './heard.ts';
import type { LaneRows } from './lane-rows.ts';
import { keptMs } from './plan/deletions.ts';
import type { UnsettledClaims } from './plan/lane-state.ts';
import { soakMs } from './plan/soak.ts';

/** Longer than a drain takes: what becomes due while it runs is left to the next one. */
const nearMs = 180_000;

interface Known {
  readonly rows: LaneRows;
  readonly edges: readonly Edge[];
  readonly heard: ReadonlySet<string>;
}

/**
 * What the clusters of the edges have said that claims has not settled, so that there is no site of it yet. Read only
 * where something is about to be taken away, since it costs a look at every object; undefined: not read.
 */
export async function readUnsettledClaims(drain: Drain, known: Known): Promise<UnsettledClaims | undefined> {
  const { edges, heard } = known;
  const clusters = clustersOf(edges);
  if (clusters.some((cluster) => !heard.has(cluster)) || !isRemovalNear(known, drain.now())) return undefined;
  const parts = await Promise.all(clusters.map((cluster) => readCluster(drain, cluster)));
  return {
    isOpen: parts.some(({ isOpen }) => isOpen),
    hosts: new Set(parts.flatMap(({ hosts }) => [...hosts])),
  };
}

/** Whether something may be taken away before the next drain begins. */
export function isRemovalNear({ rows, edges }: Pick<Known, 'rows' | 'edges'>, nowMs: number): boolean {
  const entries = [...rows.loadBalancers.values()].flatMap(({ listeners }) => listeners.flatMap((one) => one.entries));
  const ends = [
    ...entries.map(({ unneededSinceMs = Number.POSITIVE_INFINITY }) => unneededSinceMs + soakMs),
    ...[...rows.certificates.values()].map(({ certificate, unneededSinceMs = Number.POSITIVE_INFINITY }) => {
      const settings = edges.map((edge) => edge.certificates);
      return unneededSinceMs + keptMs(settings, certificate);
    }),
  ];
  return ends.some((atMs) => atMs <= nowMs + nearMs);
}

async function readCluster({ table, configuration, incarnation, now }: Drain, cluster: string) {
  const lane = claimsLane(cluster);
  const [state = newLane(lane), wanted] = await Promise.all([
    table.get(laneStateKey(lane)),
    table.get(wantedKey(lane)),
  ]);
  const isBehind = isLaneBehind(state, { seq: configuration.seq, wanted: wanted?.wanted ?? 0, incarnation });
  // What came during the soak is no part of what had to be said first; a cluster that never rests would keep everything.
  const isYoung = ({ firstDueMs }: { readonly firstDueMs: number }) =>
    firstDueMs > now() - soakMs && firstDueMs <= now();
  const open = (await readUnsettled(table, cluster)).filter((item) => !isYoung(item));
  const hosts: string[] = [];
  for (const { row: kind } of await table.query(kindRows(cluster))) {
    const objects = await table.query(objectsOf({ cluster, ...kind }));
    hosts.push(...objects.flatMap(({ row }) => row.claims.filter(isUndecided).map(({ host }) => host)));
  }
  return { isOpen: isBehind || open.length > 0, hosts };
}
