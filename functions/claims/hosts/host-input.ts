import { splitKey } from '#shared/domain/keys.ts';
import type { Policy } from '#shared/domain/policy.ts';
import { type SiteKey, type SiteWish, sameRef, siteText } from '#shared/domain/site.ts';
import type { ClaimRow, HostRow, LaneRow, SiteRow } from '#shared/rows/site-rows.ts';
import { type Claim, claimsAfter, type ObjectChange } from './claim-set.ts';
import type { Stop } from './release-clock.ts';

/** A record of the zone that carries an ownership mark. */
export interface Owned {
  readonly zone: string;
  /** Of the record; empty for a name's only one. */
  readonly setIdentifier: string;
  readonly ownerId: string;
  readonly resource: string;
  /** The zone takes over what this owner id marks. */
  readonly adopted: boolean;
  /** The object that it names may still appear. */
  readonly awaits?: Awaits;
}

/** What is still to come from the cluster of the object that a mark names. */
export interface Awaits {
  readonly until: 'walk' | 'object' | 'mended';
  readonly cluster: string;
}

/** That a release may be executed now. */
export interface Permission {
  /** The id of the release that was judged. */
  readonly release: string;
  /** Whether the guard counts it. */
  readonly counted: boolean;
  /** Whose word it goes by, where the guard alone would not have let it. */
  readonly approvedBy?: string;
  /** It goes because nothing of the site stands. */
  readonly empty?: true;
}

/** All that is known of one host name, over all views and set identifiers. */
export interface HostInput {
  readonly host: string;
  readonly nowMs: number;
  readonly hostRow?: HostRow;
  readonly sites: readonly SiteRow[];
  readonly claims: readonly ClaimRow[];
  readonly laneRows: readonly LaneRow[];
  readonly owned: readonly Owned[];
  /** Ids of the zones that were read whole in this incarnation. */
  readonly readZones: ReadonlySet<string>;
  /** A rule reserves the host: all that claim it have passed that rule and share it. */
  readonly reserved: boolean;
  readonly changes: readonly ObjectChange[];
  /** The lane that keeps the records of a zone. */
  readonly laneOf: (zone: string) => string;
  readonly isZoneLane: (lane: string) => boolean;
  /** The lane that keeps the certificates of an edge; undefined where they are none of our business. */
  readonly certificatesLaneOf: (edge: string) => string | undefined;
  /** The lane that watches what is wished; undefined where nobody is to. */
  readonly monitorsLaneOf: (wish: SiteWish) => string | undefined;
  readonly releaseAfterMs: (edge: string) => number;
  /** Undefined where the edge is not configured. */
  readonly edgePolicyOf: (edge: string) => Policy | undefined;
  /** A quota is configured: whoever gives a site up makes room. */
  readonly hasQuota: boolean;
  /** The incarnation of the table. */
  readonly incarnation: string;
  /** What makes the clock of the site's release stand still now; `isEmpty`: nothing of it ever stood. */
  readonly stopOf: (site: SiteRow, isEmpty: boolean) => Stop | undefined;
  /** Whether nothing may be changed now of what stands: a move to another edge waits, however long. */
  readonly mustStay: (site: SiteRow) => boolean;
  /** What certificates of an edge are put on; undefined where they are not, or not by us. */
  readonly loadBalancerOf: (edge: string) => { readonly arn: string; readonly dnsName: string } | undefined;
  /** Whether an edge, with the load balancer that it has now, could serve the site, its certificate included. */
  readonly edgeServes: (site: SiteKey, edge: string) => boolean;
  /** By siteText: the sites whose release may be executed now. */
  readonly mayRelease: ReadonlyMap<string, Permission>;
}

/** Whether the very release that stands in the row may be executed. */
export function mayGo(input: Known & Pick<HostInput, 'mayRelease'>, site: SiteRow): boolean {
  const permission = input.mayRelease.get(siteText(site));
  if (site.release === undefined || permission?.release !== site.release.id) return false;
  return permission.empty !== true || !stands(input, site);
}

/** Whether a mark in the zone is of the wish's owner, or of one that the zone takes over from. */
const isOurs = ({ zone, ownerId, adopted }: Owned, wish: SiteWish): boolean =>
  zone === wish.zone && (adopted || ownerId === wish.ownerId);

/** Whether the mark is that of the wish's own object. */
export const names = (owned: Owned, wish: SiteWish): boolean => isOurs(owned, wish) && owned.resource === wish.resource;

/** The mark whose object none of the claims is of and may still appear: until that is known nobody new has the host. */
export const awaitedMark = (
  input: Pick<HostInput, 'owned'>,
  claims: readonly Pick<Claim, 'wish'>[],
): Owned | undefined =>
  input.owned.find((owned) => owned.awaits !== undefined && !claims.some(({ wish }) => names(owned, wish)));

type Known = Pick<HostInput, 'sites' | 'laneRows' | 'owned' | 'claims' | 'changes'>;

/** Whether the holder of a site may not be displaced: something of it stands, or is being removed, on a far side. */
export const isAnchored = (input: Known, site: SiteRow): boolean => site.state === 'dying' || stands(input, site);

/**
 * Whether something of the site stands: written by us, or found in the zone after a loss of the table with its own mark,
 * or with that of an object that wants the host no longer, whose record the site then took over; or whether it takes the
 * place of such a site, which goes in the same batch.
 */
export function stands(input: Known, site: SiteRow): boolean {
  const going = input.sites.filter(({ state, view }) => state === 'dying' && view === site.view);
  return [site, ...going].some((one) => isWritten(input, one));
}

function isWritten(input: Known, site: SiteRow): boolean {
  if (laneRowsOfSite(input, site).some((row) => row.applied)) return true;
  const { claims } = claimsAfter(input.claims, input.changes);
  const here = input.owned.filter(({ setIdentifier }) => setIdentifier === site.setIdentifier);
  const isWanted = (owned: Owned, claim: Claim): boolean =>
    claim.site.setIdentifier === owned.setIdentifier && names(owned, claim.wish);
  const isFree = (owned: Owned): boolean =>
    owned.awaits === undefined && !claims.some((claim) => isWanted(owned, claim));
  return here.some((owned) => names(owned, site.wish) || (isOurs(owned, site.wish) && isFree(owned)));
}

export const laneRowsOfSite = (input: Pick<HostInput, 'laneRows'>, site: SiteKey): readonly LaneRow[] =>
  input.laneRows.filter((row) => siteText(row.site) === siteText(site));

/** May take the site over at once when its holder leaves: same cluster and edge, and both may have the host. */
export const isCompatible = (input: Pick<HostInput, 'reserved'>, site: SiteRow, claim: Claim): boolean =>
  claim.source.cluster === site.cluster &&
  claim.wish.edge === site.wish.edge &&
  (input.reserved || claim.namespace === splitKey(site.holder.key).namespace);

/** The lane rows of a site in zones. */
export const zoneRowsOfSite = (input: Pick<HostInput, 'laneRows' | 'isZoneLane'>, site: SiteKey): readonly LaneRow[] =>
  laneRowsOfSite(input, site).filter(({ lane }) => input.isZoneLane(lane));

export const holds = (site: SiteRow, claim: Claim): boolean => sameRef(site.holder, claim.source);
