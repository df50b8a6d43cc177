import type { View } from '#shared/domain/configuration.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import {
  claimPrefix,
  claimsOf,
  hostKey,
  lanePrefix,
  laneRowsOf,
  type QueuedClaimRow,
  queuedClaims,
  queuedPrefix,
  type SiteRow,
  sitePrefix,
  sitesOf,
} from '#shared/rows/site-rows.ts';
import { dnsLane, isZoneLane, ownedPrefix, ownedRows, zoneKey } from '#shared/rows/zone-rows.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import type { ObjectChange } from '../hosts/claim-set.ts';
import { type HostInput, type Owned, zoneRowsOfSite } from '../hosts/host-input.ts';
import { mustStay, stopOver } from '../releases/stops.ts';
import { isReserved } from '../wishes/host-rules.ts';
import { isWithin } from '../wishes/place.ts';
import { withAwaits } from './awaited.ts';
import { laneOfEdge, loadBalancerOf, readEdgeServes, wishesIn } from './edge-serves.ts';

/** Everything stored of one host, and the changes to decide on. */
export interface HostState {
  readonly input: HostInput;
  readonly queued: readonly QueuedClaimRow[];
}

const views: readonly View[] = ['public', 'private'];
const defaultReleaseAfterSeconds = 120;

export async function readHostState(
  drain: ClaimsDrain,
  host: string,
  changes: readonly ObjectChange[],
): Promise<HostState> {
  const { table, configuration } = drain;
  // The host's row is read first: whoever changes what is read after it also changes its version.
  const hostRow = await table.get(hostKey(host));
  const [sites, claims, laneRows, queued] = await Promise.all([
    Promise.all(views.map((view) => table.query(sitesOf(host, view), { prefix: sitePrefix }))),
    Promise.all(views.map((view) => table.query(claimsOf(host, view), { prefix: claimPrefix }))),
    Promise.all(views.map((view) => table.query(laneRowsOf(host, view), { prefix: lanePrefix }))),
    table.query(queuedClaims(host), { prefix: queuedPrefix }),
  ]);
  const storedClaims = claims.flat().map(({ row }) => row);
  const siteRows = sites.flat().map(({ row }) => row);
  const wishes = [...storedClaims, ...changes.flatMap(wishesIn)];
  const claimed = wishes.map(({ wish }) => wish);
  const wished = [...siteRows.map(({ wish }) => wish), ...claimed];
  const zones = [...new Set(wished.map(({ zone }) => zone))].sort();
  const { document } = configuration;
  const reserved = isReserved(host, document.hosts);
  // Whoever is named by a mark in any view comes first while nobody has the host over all of them.
  const isFree = !reserved && (hostRow?.holders ?? []).length === 0;
  const around = isFree ? document.zones.filter(({ name }) => isWithin(host, name)).map(({ id }) => id) : [];
  const marks = await readOwned(drain, host, [...new Set([...zones, ...around])].sort());
  const stored = laneRows.flat().map(({ row }) => row);
  const isWritten = (site: SiteRow) =>
    zoneRowsOfSite({ laneRows: stored, isZoneLane }, site).some((row) => row.applied);
  const input: HostInput = {
    host,
    nowMs: drain.now(),
    ...(hostRow === undefined ? {} : { hostRow }),
    sites: siteRows,
    claims: storedClaims,
    laneRows: stored,
    owned: await withAwaits(drain, { host, marks }, claimed),
    readZones: await readZones(drain, zones),
    reserved,
    changes,
    laneOf: dnsLane,
    isZoneLane,
    certificatesLaneOf: (name) => laneOfEdge(drain, name),
    monitorsLaneOf: ({ monitor }) => (monitor === undefined ? undefined : monitorsLane(monitor.account)),
    releaseAfterMs: (name) =>
      (document.edges.find((edge) => edge.name === name)?.releaseAfterSeconds ?? defaultReleaseAfterSeconds) * 1_000,
    edgePolicyOf: (name) => document.edges.find((edge) => edge.name === name)?.policy,
    hasQuota: document.hosts.quota !== undefined,
    incarnation: drain.incarnation,
    stopOf: (site, isEmpty) => stopOver(site, drain, isEmpty),
    mustStay: (site) => mustStay(site, drain, isWritten(site)),
    loadBalancerOf: (name) => loadBalancerOf(drain, name),
    edgeServes: await readEdgeServes(drain, siteRows, wishes),
    mayRelease: new Map(),
  };
  return { input, queued: queued.map(({ row }) => row) };
}

async function readOwned(drain: ClaimsDrain, host: string, zones: readonly string[]): Promise<readonly Owned[]> {
  const found = await Promise.all(
    zones.map((zone) => drain.table.query(ownedRows(zone), { prefix: ownedPrefix(host) })),
  );
  const adopts = new Map(drain.configuration.document.zones.map(({ id, adopt }) => [id, adopt]));
  return found.flat().map(({ row: { zone, ownerId, resource, record } }) => {
    const adopted = adopts.get(zone)?.includes(ownerId) ?? false;
    return { zone, setIdentifier: record.setIdentifier ?? '', ownerId, resource, adopted };
  });
}

async function readZones(drain: ClaimsDrain, zones: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await drain.table.getMany(zones.map(zoneKey));
  return new Set(rows.flatMap((row) => (row?.incarnation === drain.incarnation ? [row.zone] : [])));
}
