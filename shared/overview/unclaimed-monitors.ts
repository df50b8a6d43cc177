import type { Configuration } from '#shared/domain/configuration.ts';
import type { SiteKey } from '#shared/domain/site.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import { listedRows, monitorAccountKey, monitorRows } from '#shared/rows/monitor-rows.ts';
import { installationTagOf, siteTag } from '#shared/rows/monitor-tags.ts';
import { members } from '#shared/rows/site-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { UnclaimedMonitor } from './kept-for-sites.ts';

/**
 * Monitors with the tags of this installation that neither a site has nor what is remembered of one that went: nobody
 * changes them. None is known while a cluster has not said what it has, or an account is not listed.
 * @param heard the clusters that have (see `heardClusters`)
 */
export async function readUnclaimedMonitors(
  table: Table,
  configuration: Configuration,
  heard: ReadonlySet<string>,
): Promise<readonly UnclaimedMonitor[]> {
  const { monitors, clusters } = configuration;
  if (monitors === undefined || clusters.some(({ name }) => !heard.has(name))) return [];
  const tag = installationTagOf(configuration);
  const isKept = monitors.afterRelease === 'never';
  const found = await Promise.all(monitors.accounts.map(({ name }) => readAccount(table, name, { tag, isKept })));
  return found.flat();
}

interface Ours {
  readonly tag: string;
  /** The monitor of a name that went is to stay, paused. */
  readonly isKept: boolean;
}

async function readAccount(table: Table, account: string, { tag, isKept }: Ours): Promise<readonly UnclaimedMonitor[]> {
  const lane = monitorsLane(account);
  const [row, incarnation, listed, rows, wished] = await Promise.all([
    table.get(monitorAccountKey(lane)),
    table.incarnation(),
    table.query(listedRows(lane)),
    table.query(monitorRows(lane)),
    table.query(members(lane)),
  ]);
  if (row?.listedMs === undefined || row.incarnation !== incarnation) return [];
  const sites: readonly SiteKey[] = [...rows, ...wished].map((one) => one.row.site);
  const claimed = new Set(sites.map(siteTag));
  return listed
    .map((one) => one.row)
    .filter(({ status }) => !isKept || status !== 'paused')
    .filter(({ tags }) => tags.includes(tag) && !tags.some((one) => claimed.has(one)))
    .map(({ id, name, url }) => ({ account, id, name, url }));
}

/** In one sentence. */
export const unclaimedText = ({ id, name, url }: UnclaimedMonitor): string =>
  `monitor ${id} (${name}, ${url}) has our tags, but no name of ours has it, so it is left alone; have its name claimed again, or delete it there`;
