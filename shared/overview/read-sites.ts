import type { Configuration } from '#shared/domain/configuration.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';
import {
  type LaneRow,
  lanePrefix,
  laneRowsOf,
  members,
  type SiteRow,
  siteKey,
  sitePrefix,
  sitesOf,
} from '#shared/rows/site-rows.ts';
import { claimsLane, dnsLane, edgeMembers } from '#shared/rows/zone-rows.ts';
import type { Table } from '#shared/runtime/table.ts';

/** A site with what each capability keeps of it. */
export interface SiteState {
  readonly site: SiteRow;
  readonly lanes: readonly LaneRow[];
}

/**
 * All sites of the configured zones, edges and clusters, ordered by host, view and set identifier. A Service without an
 * edge stays listed by its cluster when its zone is taken out.
 */
export async function readSites(table: Table, configuration: Configuration): Promise<readonly SiteState[]> {
  const found = new Map<string, SiteKey>();
  const lists = [
    ...configuration.zones.map((zone) => dnsLane(zone.id)),
    ...configuration.edges.map((edge) => edgeMembers(edge.name)),
    ...configuration.clusters.map((cluster) => claimsLane(cluster.name)),
  ];
  for (const list of lists) {
    for (const { row } of await table.query(members(list))) found.set(siteText(row.site), row.site);
  }
  const keys = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
  const rows = await table.getMany(keys.map(siteKey));
  const states: SiteState[] = [];
  for (const site of rows) if (site !== undefined) states.push({ site, lanes: await readLanes(table, site) });
  return states;
}

export async function readLanes(table: Table, site: SiteKey): Promise<readonly LaneRow[]> {
  const entries = await table.query(laneRowsOf(site.host, site.view), {
    prefix: `${lanePrefix}${site.setIdentifier}#`,
  });
  return entries.map(({ row }) => row).filter((row) => row.site.setIdentifier === site.setIdentifier);
}

/** The sites of one host, in every view. */
export async function sitesOfHost(table: Table, host: string): Promise<readonly SiteRow[]> {
  const found = await Promise.all(
    (['public', 'private'] as const).map((view) => table.query(sitesOf(host, view), { prefix: sitePrefix })),
  );
  return found.flat().map(({ row }) => row);
}
