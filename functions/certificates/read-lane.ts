import type { Edge } from '#shared/domain/configuration.ts';
import { siteText } from '#shared/domain/site.ts';
import { type CertificatesLaneRow, certificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import { holdRows } from '#shared/rows/safety-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { readSitesOf } from '#shared/runtime/lane-sites.ts';
import { edgesOfSite } from './demands.ts';
import { readHeard } from './heard.ts';
import { LaneRows } from './lane-rows.ts';
import { ratedAuthority, ratedLoadBalancers } from './rated-sides.ts';
import { readBehind } from './records-behind.ts';
import { readTold } from './tell.ts';
import { isRemovalNear, readUnsettledClaims } from './unsettled.ts';
import type { CertificatePorts, LaneWork } from './work.ts';

/** The edges whose certificates are of the lane, by name. */
export const edgesOf = ({ lane, configuration: { document } }: Pick<Drain, 'lane' | 'configuration'>) =>
  document.edges.filter((edge) => certificatesLane(edge, document) === lane).sort((a, b) => (a.name < b.name ? -1 : 1));

/** Reads all rows of a lane; what the clusters said first, as what claims settles meanwhile is then only newer. */
export async function readLane(drain: Drain, edges: readonly Edge[], ports: CertificatePorts): Promise<LaneWork> {
  const configuration = drain.configuration.document;
  const rows = await LaneRows.read(drain);
  const heard = rows.lane?.incarnation === drain.incarnation ? await readHeard(drain, edges) : new Set<string>();
  const unsettled = await readUnsettledClaims(drain, { rows, edges, heard });
  const [holds, sites, told] = await Promise.all([
    drain.table.query(holdRows),
    readSitesOf(drain),
    readTold(drain, edges),
  ]);
  const behind = await readBehind(drain, lookedAt(drain, { rows, edges, sites }));
  const hosts = sites.flatMap(({ site }) => (behind.has(siteText(site)) ? [site.host] : []));
  const role = roleOf(edges) ?? (edges.length === 0 ? rows.lane?.role : undefined);
  const place = { region: drain.lane.slice(drain.lane.indexOf('/') + 1), ...role };
  return {
    drain,
    startedMs: drain.now(),
    configuration,
    edges,
    holds: holds.map(({ row }) => row),
    sites,
    rows,
    authority: ratedAuthority(ports.authority(place), drain),
    loadBalancers: ratedLoadBalancers(ports.loadBalancers(place), drain),
    publicDns: ports.publicDns,
    heard,
    told,
    behind,
    ...(unsettled === undefined ? {} : { unsettled: { ...unsettled, hosts: new Set([...unsettled.hosts, ...hosts]) } }),
    asked: { listed: false, loadBalancers: new Set(), certificates: new Set(), tags: new Set(), names: new Set() },
  };
}

/** Whose records are looked at: of all where something may be taken away, else of those that are to leave the lane. */
function lookedAt(
  drain: Drain,
  { rows, edges, sites }: Pick<LaneWork, 'rows' | 'edges' | 'sites'>,
): readonly SiteRow[] {
  const isNear = isRemovalNear({ rows, edges }, drain.now());
  const isHere = (site: SiteRow): boolean => edgesOfSite(site).some((name) => edges.some((edge) => edge.name === name));
  return sites.flatMap(({ site }) => (isNear || !isHere(site) ? [site] : []));
}

/** All edges of a lane have one; a configuration of an earlier version may have several, of which the first counts. */
export function roleOf([edge]: readonly Edge[]): CertificatesLaneRow['role'] {
  const { roleArn, externalId } = edge ?? {};
  return roleArn === undefined ? undefined : { roleArn, ...(externalId === undefined ? {} : { externalId }) };
}
