import { kindIdOf } from '#shared/domain/kinds.ts';
import { floorKey, inboxRows, kindRows, objectsOf } from '#shared/rows/object-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { isRestored } from '#shared/runtime/configuration-row.ts';

/** Whether what a site's rows wish is known to be of this life of the table. */
export type IsConfirmed = (site: Pick<SiteRow, 'cluster' | 'holder' | 'state'>) => boolean;

/** Messages looked at for one that came before a walk ended, and how far two clocks of ours may differ. */
const messagesSeen = 100;
const clockSkewMs = 5_000;

/**
 * After a restore of the table nothing is confirmed until a configuration is written: policies, holds and which clusters
 * are forgotten are those of the backup. Then a live site is confirmed once a walk of its holder's kind is complete and
 * settled; the end of a site once that is so of every kind of its cluster, all of them readable: a claim may have come
 * back since.
 * To be read before the rows of the sites: what claims settles meanwhile is then only newer.
 */
export async function readConfirmed(drain: Drain): Promise<IsConfirmed> {
  if (drain.configuration.incarnation !== drain.incarnation) return () => false;
  if (!(await isRestored(drain.table, drain.incarnation))) return () => true;
  const clusters = drain.configuration.document.clusters.map(({ name }) => name);
  const known = await Promise.all(clusters.map((cluster) => readCluster(drain, cluster)));
  const states = new Map(clusters.map((cluster, index) => [cluster, known[index]]));
  return ({ cluster, holder, state }) => {
    const found = states.get(cluster);
    // Nobody speaks for a cluster that is no longer configured: its sites end by a person's word only.
    if (found === undefined) return state === 'dying';
    return found.walked.has(kindIdOf(holder.apiGroup, holder.kind)) && (state === 'live' || found.complete);
  };
}

interface ClusterState {
  /** Kinds that a walk of this life covers, as far as what follows from it is written. */
  readonly walked: ReadonlySet<string>;
  readonly complete: boolean;
}

async function readCluster(drain: Drain, cluster: string): Promise<ClusterState> {
  const { table, incarnation } = drain;
  const kinds = (await table.query(kindRows(cluster))).map(({ row }) => row);
  const rows = await table.getMany(kinds.map((kind) => floorKey({ cluster, ...kind })));
  const floors = new Map(
    kinds.flatMap(({ apiGroup, kind }, index) => {
      const floor = rows[index];
      return floor?.incarnation === incarnation ? [[kindIdOf(apiGroup, kind), floor.atMs] as const] : [];
    }),
  );
  const waiting = await table.query(inboxRows(cluster), { limit: messagesSeen });
  const oldestMs = Math.min(...waiting.map(({ row }) => row.receivedMs));
  const settled = [...floors].filter(([, atMs]) => oldestMs > atMs + clockSkewMs).map(([kind]) => kind);
  const walked = new Set(settled);
  const sources = await readSources(drain, cluster);
  const isWalked = sources.every(({ of, state }) => state !== 'forbidden' && (state !== 'listed' || walked.has(of)));
  return { walked, complete: isWalked && sources.length > 0 && walked.has(sourceKind) };
}

const sourceKind = 'firstlight.dev/Source';

async function readSources({ table }: Drain, cluster: string) {
  const rows = await table.query(objectsOf({ cluster, apiGroup: 'firstlight.dev', kind: 'Source' }));
  return rows.flatMap(({ row: { object } }) => (object?.kind === sourceKind ? [object] : []));
}
