import type { Edge } from '#shared/domain/configuration.ts';
import { type CertificatesLaneRow, certificatesLane } from '#shared/rows/certificate-rows.ts';
import { holdRows } from '#shared/rows/safety-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { readSitesOf } from '#shared/runtime/lane-sites.ts';
import { readHeard } from './heard.ts';
import { LaneRows } from './lane-rows.ts';
import { ratedAuthority, ratedLoadBalancers } from './rated-sides.ts';
import { readTold } from './tell.ts';
import { readUnsettledClaims } from './unsettled.ts';
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
    ...(unsettled === undefined ? {} : { unsettled }),
    asked: { listed: false, loadBalancers: new Set(), certificates: new Set(), tags: new Set(), names: new Set() },
  };
}

/** All edges of a lane have one; a configuration of an earlier version may have several, of which the first counts. */
export function roleOf([edge]: readonly Edge[]): CertificatesLaneRow['role'] {
  const { roleArn, externalId } = edge ?? {};
  return roleArn === undefined ? undefined : { roleArn, ...(externalId === undefined ? {} : { externalId }) };
}
