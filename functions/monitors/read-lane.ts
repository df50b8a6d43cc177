import { siteText } from '#shared/domain/site.ts';
import { certificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import { holdRows } from '#shared/rows/safety-rows.ts';
import { type LaneRow, laneRowKey, type SiteRow } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { readSitesOf } from '#shared/runtime/lane-sites.ts';
import { AccountRows } from './account-rows.ts';
import { readStops } from './leaving.ts';
import type { MonitorProvider } from './ports.ts';
import type { LaneWork, MonitorPorts } from './work.ts';

const usualPollMs = 60_000;
const usualToldPollMs = 300_000;

/** Reads all rows of an account's lane; undefined: no such account is configured. */
export async function readLane(drain: Drain, ports: MonitorPorts): Promise<LaneWork | undefined> {
  const { document: configuration } = drain.configuration;
  const { pollMs = usualPollMs, toldPollMs = usualToldPollMs } = ports;
  const policy = configuration.monitors;
  const account = policy?.accounts.find(({ name }) => monitorsLane(name) === drain.lane);
  if (policy === undefined || account === undefined) return undefined;
  const [rows, holds, sites] = await Promise.all([
    AccountRows.read(drain),
    drain.table.query(holdRows),
    readSitesOf(drain),
  ]);
  let provider: Promise<MonitorProvider> | undefined;
  const isTold = account.webhook !== undefined && rows.account.webhook?.id !== undefined;
  const work = { drain, configuration, policy, account, holds: holds.map(({ row }) => row), sites, rows };
  const all = sites.map(({ site }) => site);
  return {
    ...work,
    others: await readOthers(drain, all),
    stops: await readStops(drain, all),
    provider: () => {
      provider ??= ports.open(account);
      return provider;
    },
    webhook: async () => ports.webhook?.(account),
    pollMs: isTold ? Math.max(pollMs, toldPollMs) : pollMs,
    newPollMs: pollMs,
  };
}

/** The lanes whose work must be done before a site can answer; without a certificate where TLS is not ours. */
export function lanesBefore(
  { wish }: Pick<SiteRow, 'wish'>,
  configuration: LaneWork['configuration'],
): { readonly dns: string; readonly certificate?: string } {
  const edge = configuration.edges.find(({ name }) => name === wish.edge);
  const lane = edge === undefined ? undefined : certificatesLane(edge, configuration);
  const isOurs = lane !== undefined && wish.monitor?.scheme !== 'http';
  return { dns: dnsLane(wish.zone), ...(isOurs ? { certificate: lane } : {}) };
}

async function readOthers(drain: Drain, sites: readonly SiteRow[]): Promise<ReadonlyMap<string, LaneRow>> {
  const { document } = drain.configuration;
  const keys = sites.flatMap((site) =>
    Object.values(lanesBefore(site, document)).map((lane) => laneRowKey(site, lane)),
  );
  const rows = await drain.table.getMany(keys);
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[otherText(row), row] as const])));
}

export const otherText = ({ site, lane }: Pick<LaneRow, 'site' | 'lane'>): string => `${lane} ${siteText(site)}`;
