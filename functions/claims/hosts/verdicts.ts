import { splitKey } from '#shared/domain/keys.ts';
import { siteText } from '#shared/domain/site.ts';
import type { ClaimRow, SiteRow } from '#shared/rows/site-rows.ts';
import { type Claim, groupOf, nameOf } from './claim-set.ts';
import { type HostInput, holds, isCompatible, type Owned } from './host-input.ts';
import { conflictText, type Member, memberOfClaim } from './routing-member.ts';

type Verdict = Pick<ClaimRow, 'verdict' | 'reason' | 'message'>;

interface Decided {
  readonly input: HostInput;
  readonly sites: readonly SiteRow[];
  /** The (cluster, namespace) that has the host, where it belongs to one alone. */
  readonly group: string | undefined;
  readonly awaited: Owned | undefined;
  /** What a claim does not go with, by nameOf. */
  readonly conflicts: ReadonlyMap<string, Member>;
}

/** How a claim stands once its host is decided. */
export function verdictOf(claim: Claim, { input, sites, group, awaited, conflicts }: Decided): Verdict {
  if (!input.reserved && group !== undefined && groupOf(claim) !== group) return taken(group);
  const conflict = conflicts.get(nameOf(claim));
  if (conflict !== undefined) {
    return { verdict: 'refused', reason: 'RoutingConflict', message: conflictText(memberOfClaim(claim), conflict) };
  }
  const site = sites.find((one) => siteText(one) === siteText(claim.site));
  if (site === undefined) return awaited === undefined ? unread(claim, input) : waiting(awaited);
  if (site.state === 'live' && holds(site, claim) && isOnEdge(site, claim)) return holding(site, claim, sites);
  if (site.state === 'live' && isCompatible(input, site, claim)) return { verdict: 'compatible', reason: 'Accepted' };
  return taken(`${site.cluster}/${splitKey(site.holder.key).namespace}`, site.wish.edge);
}

/** On the edge that it wishes for, or on its way there. */
const isOnEdge = (site: SiteRow, { wish }: Claim): boolean =>
  wish.edge === site.wish.edge || wish.edge === site.moving?.edge;

function holding(site: SiteRow, claim: Claim, sites: readonly SiteRow[]): Verdict {
  if (claim.wish.target !== undefined) {
    const gap = gapIn(site, sites);
    return { verdict: 'holder', reason: 'Accepted', ...(gap === undefined ? {} : { message: gap }) };
  }
  const now = site.wish.target === undefined ? 'nothing is written until it has one' : 'the last known one stands';
  return { verdict: 'holder', reason: 'NoAddress', message: `the load balancer has no address yet; ${now}` };
}

/** Route 53 API reference, ResourceRecordSet.GeoLocation: without a `*` the rest of the world gets "no answer". */
function gapIn({ view, wish }: SiteRow, sites: readonly SiteRow[]): string | undefined {
  if (wish.routing?.kind !== 'geolocation') return undefined;
  const isDefault = ({ state, view: other, wish: { routing } }: SiteRow): boolean =>
    state === 'live' && other === view && routing?.kind === 'geolocation' && routing.location.countryCode === '*';
  if (sites.some(isDefault)) return undefined;
  return 'who asks from a location that no record set names gets no answer; add one with aws-geolocation-country-code: "*"';
}

/** A host is decided over all its views, so that it may wait for the zone of another claim. */
function unread({ wish: { zone } }: Claim, { readZones }: HostInput): Verdict {
  const which = readZones.has(zone) ? 'a zone that another claim of this host needs' : `zone ${zone}`;
  const message = `${which} has not been read yet; the claim is decided as soon as it is`;
  return { verdict: 'refused', reason: 'ZoneNotRead', message };
}

/** Says no more of the object than whose it is, as below. */
function waiting({ zone, resource, awaits }: Owned): Verdict {
  const [, namespace = ''] = resource.split('/');
  const cluster = awaits?.cluster ?? '';
  const until = {
    walk: 'once that cluster has said whether it still has it; if it never will, take it out of the configuration',
    object: 'as soon as what that namespace has now is settled',
    mended: 'once that object can be read: mend it, or remove it',
  }[awaits?.until ?? 'walk'];
  const message = `its record in zone ${zone} is marked for an object of namespace ${namespace} of cluster ${cluster}; decided ${until}`;
  return { verdict: 'refused', reason: 'Waiting', message };
}

/** Says no more of the holder than its cluster, namespace and edge: its objects may be nobody else's business. */
function taken(group: string, edge?: string): Verdict {
  const [cluster = '', namespace = ''] = group.split('/');
  const through = edge === undefined || edge === '' ? '' : `, served through edge ${edge}`;
  const message = `held by namespace ${namespace} of cluster ${cluster}${through}; use another host, or have it given up there`;
  return { verdict: 'refused', reason: 'HostTaken', message };
}
