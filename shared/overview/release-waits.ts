import { kindIdOf } from '#shared/domain/kinds.ts';
import { standingOf } from '#shared/domain/standing.ts';
import { unheardText } from '#shared/domain/unheard-kinds.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Table } from '#shared/runtime/table.ts';
import { readHeardKinds } from './heard-kinds.ts';
import { leaverOf } from './pending.ts';
import type { Safety } from './safety.ts';

/** What a release that is due waits for, though no person and no guard stops it; undefined where that is nothing. */
export type ReleaseWait = (site: SiteRow) => string | undefined;

/** Reads what the clusters of the sites that are due have not said yet. */
export async function readReleaseWaits(table: Table, sites: readonly SiteRow[], safety: Safety): Promise<ReleaseWait> {
  const isDue = ({ state, release }: SiteRow): boolean =>
    state === 'live' && release !== undefined && release.dueMs <= safety.nowMs;
  const configured = new Set(safety.configuration.clusters.map(({ name }) => name));
  const due = sites.filter(isDue).map(({ cluster }) => cluster);
  const clusters = new Set(due.filter((cluster) => configured.has(cluster)));
  if (clusters.size === 0) return () => undefined;
  const [incarnation, stored] = await Promise.all([table.incarnation(), readConfiguration(table)]);
  const configuration = stored ?? { clustersSince: {} };
  const heard = await Promise.all(
    [...clusters].map((cluster) => readHeardKinds(table, { cluster, incarnation, configuration })),
  );
  const byCluster = new Map(heard.map((kinds) => [kinds.cluster, kinds]));
  return (site) => {
    const kinds = byCluster.get(site.cluster);
    if (kinds === undefined || !isDue(site) || standingOf(leaverOf(site), safety).kind === 'forbidden')
      return undefined;
    return unheardText(kinds, kindIdOf(site.holder.apiGroup, site.holder.kind));
  };
}
