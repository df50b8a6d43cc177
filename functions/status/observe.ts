import type { StatusEntry } from '#shared/events/status.ts';
import { conditionsOf } from '#shared/overview/conditions.ts';
import { annotationKey } from '#shared/rows/annotation-rows.ts';
import { objectKey } from '#shared/rows/object-rows.ts';
import { type LaneRow, laneRowKey, type SiteRow, siteKey } from '#shared/rows/site-rows.ts';
import { parseStatusKey, type StatusKey } from '#shared/rows/status-keys.ts';
import type { Table } from '#shared/runtime/table.ts';
import { objectStatus, serviceStatus, siteStatus } from './plan/entries.ts';
import type { Looked } from './plan/shard.ts';

/** What the rows say of sites, objects and Services of a cluster, by their keys. */
export async function readEntries(table: Table, cluster: string, keys: readonly string[]): Promise<Looked> {
  const asked = keys.map((key): readonly [string, StatusKey] => [key, parseStatusKey(key)]);
  const sites = asked.flatMap(([key, ask]) => (ask.look === 'site' ? [{ key, site: ask.site }] : []));
  const objects = asked.flatMap(([key, ask]) => (ask.look === 'object' ? [{ key, ref: ask.ref }] : []));
  const services = asked.flatMap(([key, ask]) => (ask.look === 'service' ? [{ key, service: ask.service }] : []));
  const [siteRows, objectRows, annotationRows] = await Promise.all([
    table.getMany(sites.map(({ site }) => siteKey(site))),
    table.getMany(objects.map(({ ref }) => objectKey({ cluster, ...ref }))),
    table.getMany(services.map(({ service }) => annotationKey(cluster, service))),
  ]);
  const held = siteRows.filter((row): row is SiteRow => row?.cluster === cluster && row.state === 'live');
  const lanes = await readLanes(table, held);
  const looked = new Map<string, StatusEntry | undefined>();
  for (const [at, { key }] of sites.entries()) {
    const row = held.find((one) => one === siteRows[at]);
    looked.set(key, row && siteStatus(row, conditionsOf(row, lanes.get(row) ?? [])));
  }
  for (const [at, { key }] of objects.entries()) {
    const row = objectRows[at];
    looked.set(key, row && objectStatus(row));
  }
  for (const [at, { key }] of services.entries()) {
    const row = annotationRows[at];
    looked.set(key, row && serviceStatus(row));
  }
  return looked;
}

async function readLanes(table: Table, sites: readonly SiteRow[]): Promise<ReadonlyMap<SiteRow, readonly LaneRow[]>> {
  const keys = sites.flatMap((site) => site.lanes.map((lane) => ({ site, key: laneRowKey(site, lane) })));
  const rows = await table.getMany(keys.map(({ key }) => key));
  const found = keys.flatMap(({ site }, at) => {
    const row = rows[at];
    return row === undefined ? [] : [{ site, row }];
  });
  const bySite = Map.groupBy(found, ({ site }) => site);
  return new Map([...bySite].map(([site, all]) => [site, all.map(({ row }) => row)]));
}
