import type { Configuration } from '#shared/domain/configuration.ts';
import { monitorsLanes } from '#shared/rows/monitor-lanes.ts';
import { listedRows, monitorRows } from '#shared/rows/monitor-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { MonitorEntry } from './kept-for-sites.ts';
import type { SiteState } from './read-sites.ts';

/** How each site is watched that is to be, in the order of hosts; record sets of one name that share a monitor are one. */
export async function readMonitors(
  table: Table,
  configuration: Configuration,
  sites: readonly SiteState[],
): Promise<readonly MonitorEntry[]> {
  const found = await Promise.all(monitorsLanes(configuration).map((lane) => readLane(table, lane, sites)));
  const entries = new Map(found.flat().map((entry) => [`${entry.host} ${entry.url} ${entry.skipped ?? ''}`, entry]));
  return [...entries.values()].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ host, url }: MonitorEntry): string => JSON.stringify([host, url]);

async function readLane(table: Table, lane: string, sites: readonly SiteState[]): Promise<readonly MonitorEntry[]> {
  const [rows, listed] = await Promise.all([table.query(monitorRows(lane)), table.query(listedRows(lane))]);
  const known = new Map(rows.map(({ row }) => [textOf(row.site), row]));
  const monitors = new Map(listed.map(({ row }) => [row.id, row]));
  return sites.flatMap(({ site, lanes }): readonly MonitorEntry[] => {
    const { monitor: wish } = site.wish;
    const said = lanes.find((row) => row.lane === lane)?.conditions.find(({ type }) => type === 'MonitorReady');
    if (wish === undefined || said === undefined || site.state !== 'live') return [];
    const { last } = known.get(textOf(site)) ?? {};
    // Of what both know the list is newer, but for what was made since.
    const monitor = last === undefined ? undefined : (monitors.get(last.id) ?? last.monitor);
    const url = monitor?.url ?? `${wish.scheme}://${site.host}${wish.path ?? '/'}`;
    const plain = { host: site.host, url, intervalSeconds: wish.intervalSeconds };
    if (said.reason === 'NotWatched') return [{ ...plain, status: 'skipped', skipped: said.message }];
    return [{ ...plain, status: monitor?.status ?? 'waiting' }];
  });
}

const textOf = ({ host, view, setIdentifier }: { host: string; view: string; setIdentifier: string }): string =>
  JSON.stringify([host, view, setIdentifier]);
