import type { Configuration } from '#shared/domain/configuration.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { sitesOfHost } from '#shared/overview/read-sites.ts';
import { alertsLane } from '#shared/rows/alert-rows.ts';
import { certificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import { hostItem } from '#shared/rows/claims-keys.ts';
import { monitorsLanes } from '#shared/rows/monitor-lanes.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { claimsLane, dnsLane } from '#shared/rows/zone-rows.ts';
import { registeredLanes, registerLane, wantedKey } from '#shared/runtime/lanes.ts';
import { type Action, put, type Table } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';

/** What has things looked at again, to go into the transaction of the word that wants it. */
export interface LookAgain {
  readonly actions: readonly Action[];
  readonly lanes: readonly string[];
}

/** So many hosts are looked at one by one; for more each lane looks at all it has. */
const hostsAtOnce = 40;

/** Has the claims of these sites look at their hosts. */
export async function lookAtSites(table: Table, sites: readonly SiteRow[], nowMs: number): Promise<LookAgain> {
  const lanes = [...new Set(sites.map(({ cluster }) => claimsLane(cluster)))];
  const keys = new Map(
    sites.map(({ cluster, host }) => [`${cluster} ${host}`, { lane: claimsLane(cluster), key: hostItem(host) }]),
  );
  if (keys.size > hostsAtOnce) return lookAtLanes(table, lanes);
  const items = [...keys.values()].map((item) =>
    enqueue({ ...item, row: 'word/word', generation: nowMs, dueMs: nowMs }),
  );
  return { actions: [...lanes.map(registerLane), ...items], lanes };
}

/** Has everything in the scope looked at by all who have something to do with it: of one host its own keys, else whole lanes. */
export async function lookAtScope(
  scope: Scope,
  { table, configuration, nowMs }: { table: Table; configuration: Configuration; nowMs: number },
): Promise<LookAgain> {
  if (!scope.startsWith('host:')) return lookAtLanes(table, lanesOf(scope, configuration));
  const host = scope.slice('host:'.length);
  const sites = await sitesOfHost(table, host);
  const claims = await lookAtSites(table, sites, nowMs);
  const lanes = [...new Set(sites.flatMap((site) => site.lanes))];
  const items = lanes.map((lane) => enqueue({ lane, key: host, row: 'word/word', generation: nowMs, dueMs: nowMs }));
  return {
    actions: [...claims.actions, ...lanes.map(registerLane), ...items],
    lanes: [...claims.lanes, ...lanes],
  };
}

/** The lanes that have something to do with a scope; rather one too many than one too few. */
function lanesOf(scope: Scope, configuration: Configuration): readonly string[] {
  const { edges, alerts } = configuration;
  const certificates = edges.flatMap((edge) => certificatesLane(edge, configuration) ?? []);
  const channels = scope === 'all' ? (alerts?.channels ?? []).map(({ name }) => alertsLane(name)) : [];
  const all = [...hostLanesOf(scope, configuration), ...certificates, ...monitorsLanes(configuration), ...channels];
  return [...new Set(all)];
}

/** Those of claims and dns. */
function hostLanesOf(scope: Scope, { clusters, edges, zones }: Configuration): readonly string[] {
  const name = scope.slice(scope.indexOf(':') + 1);
  const allClaims = clusters.map((cluster) => claimsLane(cluster.name));
  const allZones = zones.map(({ id }) => dnsLane(id));
  if (scope.startsWith('cluster:')) return [claimsLane(name), ...allZones];
  if (scope.startsWith('zone:'))
    return [...allClaims, ...zones.filter((zone) => zone.name === name).map(({ id }) => dnsLane(id))];
  const edge = scope.startsWith('edge:') ? edges.find((one) => one.name === name) : undefined;
  if (edge === undefined) return [...allClaims, ...allZones];
  // What shows that the names of a private edge are ours stands in public zones.
  return [claimsLane(edge.cluster), ...allZones];
}

/** `raiseWanted` of the runtime, as actions. */
export async function lookAtLanes(table: Table, lanes: readonly string[]): Promise<LookAgain> {
  const [known, registered] = await Promise.all([table.getMany(lanes.map(wantedKey)), table.query(registeredLanes)]);
  const there = new Set(registered.map(({ row }) => row.lane));
  const actions = lanes.flatMap((lane, index) => {
    const before = known[index];
    const next = { wanted: (before?.wanted ?? 0) + 1 };
    const when = before === undefined ? ('absent' as const) : { wanted: before.wanted };
    // A transaction has room for so many: those that are registered stay so.
    return [...(there.has(lane) ? [] : [registerLane(lane)]), put(wantedKey(lane), next, when)];
  });
  return { actions, lanes };
}
