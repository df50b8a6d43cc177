import type { Edge } from '#shared/domain/configuration.ts';
import { siteText } from '#shared/domain/site.ts';
import { readHeardKinds } from '#shared/overview/heard-kinds.ts';
import { certificatesLane } from '#shared/rows/certificate-rows.ts';
import { holdRows } from '#shared/rows/safety-rows.ts';
import { laneRowKey, members, siteKey } from '#shared/rows/site-rows.ts';
import { zoneKey } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { LaneRows } from './lane-rows.ts';
import { ratedAuthority, ratedLoadBalancers } from './rated-sides.ts';
import type { CertificatePorts, LaneWork, Place, SiteInLane } from './work.ts';

/** The edges whose certificates are of the lane, by name. */
export const edgesOf = ({ lane, configuration: { document } }: Pick<Drain, 'lane' | 'configuration'>) =>
  document.edges.filter((edge) => certificatesLane(edge, document) === lane).sort((a, b) => (a.name < b.name ? -1 : 1));

/** Reads all rows of a lane; the clusters first, as what claims settles meanwhile is then only newer. */
export async function readLane(drain: Drain, edges: readonly Edge[], ports: CertificatePorts): Promise<LaneWork> {
  const configuration = drain.configuration.document;
  const heard = await readHeard(drain, edges);
  const [rows, holds, sites] = await Promise.all([LaneRows.read(drain), drain.table.query(holdRows), readSites(drain)]);
  const place = placeOf(edges, configuration.hub.region);
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
    asked: { listed: false, loadBalancers: new Set(), certificates: new Set(), names: new Set() },
  };
}

/** All edges of a lane have one account and region; the first one's role has the word. */
function placeOf([edge]: readonly Edge[], hubRegion: string): Place {
  const { roleArn, externalId, region = hubRegion } = edge ?? {};
  return {
    region,
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(externalId === undefined ? {} : { externalId }),
  };
}

/** A site that is not there any more, or that the lane has no row of, is none of its business. */
export async function readSites({ table, lane }: Drain): Promise<readonly SiteInLane[]> {
  const keys = (await table.query(members(lane))).map(({ row }) => row.site);
  const [sites, lanes] = await Promise.all([
    table.getMany(keys.map(siteKey)),
    table.getMany(keys.map((key) => laneRowKey(key, lane))),
  ]);
  const byKey = new Map(lanes.flatMap((row) => (row === undefined ? [] : [[siteText(row.site), row] as const])));
  return sites.flatMap((site) => {
    const row = site === undefined ? undefined : byKey.get(siteText(site));
    return site === undefined || row === undefined ? [] : [{ site, lane: row }];
  });
}

/**
 * The clusters of which all that they have is known and settled. While a zone is not read claims makes no site of it, so
 * that what serves its names looks unneeded.
 */
async function readHeard(drain: Drain, edges: readonly Edge[]): Promise<ReadonlySet<string>> {
  const zones = await drain.table.getMany(drain.configuration.document.zones.map(({ id }) => zoneKey(id)));
  if (zones.some((row) => row?.incarnation !== drain.incarnation)) return new Set();
  const clusters = [...new Set(edges.map(({ cluster }) => cluster))];
  const heard = await Promise.all(
    clusters.map(async (cluster) => {
      const { sources, walked } = await readHeardKinds(drain.table, { ...drain, cluster });
      const isSaid = sources.every(
        ({ of, state, established }) =>
          state !== 'forbidden' && (walked.has(of) || (state !== 'listed' && established)),
      );
      return sources.length > 0 && isSaid;
    }),
  );
  return new Set(clusters.filter((_, index) => heard[index]));
}
