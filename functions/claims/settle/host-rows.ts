import type { View } from '#shared/domain/configuration.ts';
import { type ObjectRef, type SiteKey, sameRef, siteText } from '#shared/domain/site.ts';
import { assignedKey, certificatesLane } from '#shared/rows/certificate-rows.ts';
import {
  type ClaimRow,
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
import type { HostInput, Owned } from '../hosts/host-input.ts';
import { mustStay, stopOver } from '../releases/stops.ts';
import { isReserved } from '../wishes/host-rules.ts';
import { isWithin } from '../wishes/place.ts';
import { withAwaits } from './awaited.ts';

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
  const claimed = [...storedClaims, ...changes.flatMap((change) => change.wishes)].map(({ wish }) => wish);
  const wished = [...siteRows.map(({ wish }) => wish), ...claimed];
  const zones = [...new Set(wished.map(({ zone }) => zone))].sort();
  const { document } = configuration;
  const reserved = isReserved(host, document.hosts);
  // Whoever is named by a mark in any view comes first while nobody has the host over all of them.
  const isFree = !reserved && (hostRow?.holders ?? []).length === 0;
  const around = isFree ? document.zones.filter(({ name }) => isWithin(host, name)).map(({ id }) => id) : [];
  const marks = await readOwned(drain, host, [...new Set([...zones, ...around])].sort());
  const input: HostInput = {
    host,
    nowMs: drain.now(),
    ...(hostRow === undefined ? {} : { hostRow }),
    sites: siteRows,
    claims: storedClaims,
    laneRows: laneRows.flat().map(({ row }) => row),
    owned: await withAwaits(drain, { host, marks }, claimed),
    readZones: await readZones(drain, zones),
    reserved,
    changes,
    laneOf: dnsLane,
    isZoneLane,
    certificatesLaneOf: (name) => laneOfEdge(drain, name),
    releaseAfterMs: (name) =>
      (document.edges.find((edge) => edge.name === name)?.releaseAfterSeconds ?? defaultReleaseAfterSeconds) * 1_000,
    edgePolicyOf: (name) => document.edges.find((edge) => edge.name === name)?.policy,
    hasQuota: document.hosts.quota !== undefined,
    incarnation: drain.incarnation,
    stopOf: (site, isEmpty) => stopOver(site, drain, isEmpty),
    mustStay: (site) => mustStay(site, drain),
    edgeServes: await readEdgeServes(drain, siteRows, [...storedClaims.map(ownWish), ...changes.flatMap(wishesIn)]),
    mayRelease: new Map(),
  };
  return { input, queued: queued.map(({ row }) => row) };
}

interface OwnWish {
  readonly source: ObjectRef;
  readonly site: SiteKey;
  readonly edge: string;
}

const ownWish = ({ source, site, wish }: ClaimRow): OwnWish => ({ source, site, edge: wish.edge });
const wishesIn = ({ source, wishes }: ObjectChange): readonly OwnWish[] =>
  wishes.map(({ site, wish }) => ({ source, site, edge: wish.edge }));

/** Asks only about sites whose holder wishes for another edge than they have. */
async function readEdgeServes(
  drain: ClaimsDrain,
  sites: readonly SiteRow[],
  wishes: readonly OwnWish[],
): Promise<HostInput['edgeServes']> {
  const serving = new Set<string>();
  for (const site of sites) {
    const own = wishes.filter((wish) => siteText(wish.site) === siteText(site) && sameRef(wish.source, site.holder));
    for (const edge of new Set(own.map((wish) => wish.edge))) {
      if (edge === site.wish.edge) continue;
      if (await edgeServes(drain, site.host, edge)) serving.add(`${siteText(site)} ${edge}`);
    }
  }
  return (site, edge) => serving.has(`${siteText(site)} ${edge}`);
}

/** With a certificate on its listeners, where the edge has any: issued alone does not serve. An edge that is not configured serves nothing that it would have to wait for. */
async function edgeServes(drain: ClaimsDrain, host: string, edge: string): Promise<boolean> {
  const lane = laneOfEdge(drain, edge);
  if (lane === undefined) return true;
  const { status, reason, attachedTo = [] } = (await drain.table.get(assignedKey(lane, { host, edge }))) ?? {};
  return status === 'True' && (attachedTo.length > 0 || reason === 'ManagedElsewhere');
}

function laneOfEdge({ configuration: { document } }: ClaimsDrain, name: string): string | undefined {
  const edge = document.edges.find((one) => one.name === name);
  return edge === undefined ? undefined : certificatesLane(edge, document);
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
