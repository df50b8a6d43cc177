import { splitKey } from '#shared/domain/keys.ts';
import type { GeoProximityPlace, RoutingPolicy } from '#shared/domain/record.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type Claim, groupOf } from './claim-set.ts';

/** One of the record sets of a name and view, as far as others must go with it. */
export interface Member {
  readonly setIdentifier: string;
  readonly routing?: RoutingPolicy;
  /** `cluster/namespace` */
  readonly group: string;
}

export const memberOfClaim = (claim: Claim): Member => ({
  setIdentifier: claim.site.setIdentifier,
  group: groupOf(claim),
  ...routingIn(claim),
});

export const memberOfSite = (site: SiteRow): Member => ({
  setIdentifier: site.setIdentifier,
  group: `${site.cluster}/${splitKey(site.holder.key).namespace}`,
  ...routingIn(site),
});

const routingIn = ({ wish: { routing } }: Pick<Claim, 'wish'>): Pick<Member, 'routing'> =>
  routing === undefined ? {} : { routing };

/**
 * Whether Route 53 takes only one of two record sets of a name: they have one policy, and of most policies each place once
 * (API reference, ResourceRecordSet.SetIdentifier, .Region, .Failover, .GeoLocation).
 */
export function excludeEachOther(a: Member, b: Member): boolean {
  if (a.setIdentifier === b.setIdentifier) return false;
  return a.routing?.kind !== b.routing?.kind || isSamePlace(a, b);
}

/** Whether two are the same one, chosen in the same way. */
export const isSameMember = (a: Member, b: Member): boolean =>
  a.setIdentifier === b.setIdentifier && a.routing?.kind === b.routing?.kind && placeIn(a) === placeIn(b);

const isSamePlace = (a: Member, b: Member): boolean => placeIn(a) !== undefined && placeIn(a) === placeIn(b);

/** What no two sets of one policy may share, in words; undefined where they may be alike. */
function placeIn({ routing }: Member): string | undefined {
  switch (routing?.kind) {
    case 'latency':
      return `region ${routing.region}`;
    case 'failover':
      return `role ${routing.role}`;
    case 'geolocation': {
      const { continentCode = '', countryCode = '', subdivisionCode = '' } = routing.location;
      return `location ${[continentCode, countryCode, subdivisionCode].filter((code) => code !== '').join('-')}`;
    }
    case 'geoproximity':
      return `place ${placeText(routing.place)}`;
    case 'weighted':
    case 'multivalue':
    case undefined:
      return undefined;
  }
}

/** Two spellings of one point are one place. */
function placeText(place: GeoProximityPlace): string {
  if ('region' in place) return place.region;
  if ('localZoneGroup' in place) return place.localZoneGroup;
  return `${Number(place.latitude)},${Number(place.longitude)}`;
}

/** Why a claim does not go with a member that comes before it. Says no more of whose that is than cluster and namespace. */
export function conflictText(claim: Member, before: Member): string {
  const [cluster = '', namespace = ''] = before.group.split('/');
  const whose = `namespace ${namespace} of cluster ${cluster}`;
  if (isSamePlace(claim, before)) {
    return `${placeIn(before)} has a record set of this name already, of ${whose}; give this one another, or use another host`;
  }
  const all = before.routing === undefined ? 'one plain record set' : `record sets by ${words[before.routing.kind]}`;
  const own = claim.routing === undefined ? 'no routing policy' : words[claim.routing.kind];
  return `the name has ${all}, of ${whose}, and this asks for ${own}; write the same for both, or use another host`;
}

const words: Readonly<Record<RoutingPolicy['kind'], string>> = {
  weighted: 'weight',
  latency: 'latency',
  failover: 'failover',
  geolocation: 'geolocation',
  geoproximity: 'geoproximity',
  multivalue: 'multivalue answer',
};
