import { type Change, neighbours, type ZoneAtChange } from '../change.ts';
import { showName, sortKey } from '../names.ts';
import { policiesOf, type ResourceRecordSet } from '../record-set.ts';

/** A zone's own name cannot be a CNAME. Source: Developer Guide, "CNAME record type"; cloudfoundry/bosh-bootloader#310. */
export function noCnameAtApex({ set, key }: Change, zone: ZoneAtChange): readonly string[] {
  return set.Type === 'CNAME' && key === sortKey(zone.labels)
    ? [`RRSet of type CNAME with DNS name ${set.Name} is not permitted at apex in zone ${showName(zone.labels)}`]
    : [];
}

/**
 * A CNAME shares its name with no other type, in both directions.
 * Source: Developer Guide, "CNAME record type"; the words from ansible-collections/amazon.aws#2694 and
 * RJPearson94/terraform-aws-open-next#24.
 */
export function cnameStandsAlone(change: Change, zone: ZoneAtChange): readonly string[] {
  const { Name, Type } = change.set;
  const others = neighbours(change, zone).filter((set) => set.Type !== Type);
  const here = `RRSet of type ${Type} with DNS name ${Name} is not permitted`;
  const there = `with the same DNS name`;
  const zoneName = showName(zone.labels);
  if (Type === 'CNAME' && others.length > 0)
    return [`${here} as it conflicts with other records ${there} in zone ${zoneName}`];
  if (others.some((set) => set.Type === 'CNAME'))
    return [`${here} because a conflicting RRSet of type CNAME ${there} already exists in zone ${zoneName}`];
  return [];
}

/**
 * All record sets of one name and type are routed by one policy, or there is a single simple one.
 * Source: API reference, ResourceRecordSet.SetIdentifier and .Weight; the words from chef-boneyard/route53#100 and
 * kubernetes-sigs/external-dns#4345. Assumption, the stricter reading: an UPSERT cannot change the policy of a set either.
 */
export function onePolicyPerName(change: Change, zone: ZoneAtChange): readonly string[] {
  const { Name, Type, SetIdentifier } = change.set;
  const [policy] = policiesOf(change.set);
  if (policy === undefined && sameType(change, zone).length === 0) return [];
  if (policy === undefined)
    return [
      `RRSet with DNS name ${Name}, type ${Type} cannot be created as other RRSets exist with the same name and type.`,
    ];
  if (ofType(change, zone).every((set) => policiesOf(set)[0] === policy)) return [];
  const here = `RRSet with DNS name ${Name}, type ${Type}, SetIdentifier ${SetIdentifier ?? ''}`;
  return [`${here} cannot be created as a non-${policy} set exists with the same name and type.`];
}

/**
 * Two record sets of one name and type may not claim the same region, location or failover role.
 * Source: API reference, ResourceRecordSet.Region, .GeoLocation, .Failover; the words from hashicorp/terraform-provider-aws#1668.
 */
export function distinctRoutes(change: Change, zone: ZoneAtChange): readonly string[] {
  const route = routeOf(change.set);
  if (route === undefined || !sameType(change, zone).some((set) => routeOf(set) === route)) return [];
  const { Name, Type, SetIdentifier } = change.set;
  const [policy] = policiesOf(change.set);
  const here = `RRSet with DNS name ${Name}, type ${Type}, SetIdentifier ${SetIdentifier ?? ''}, and ${route}`;
  return [`${here} cannot be created because a ${policy} RRSet with the same name, type and route already exists.`];
}

/** At most 100 weighted record sets share a name and type. Source: airbnb/zonify#16; Developer Guide, "Quotas". */
export function atMostHundredRoutes(change: Change, zone: ZoneAtChange): readonly string[] {
  const [policy] = policiesOf(change.set);
  const count = sameType(change, zone).length + 1;
  if (policy === undefined || count <= 100) return [];
  const { Name, Type } = change.set;
  return [`Exceeded limit on number of ${policy} RRSets for ${Name}, type ${Type} in this zone.`];
}

const ofType = (change: Change, zone: ZoneAtChange): readonly ResourceRecordSet[] =>
  zone.at(change.key).filter((set) => set.Type === change.set.Type);

const sameType = (change: Change, zone: ZoneAtChange): readonly ResourceRecordSet[] =>
  neighbours(change, zone).filter((set) => set.Type === change.set.Type);

function routeOf({ Region, Failover, GeoLocation }: ResourceRecordSet): string | undefined {
  if (Region !== undefined) return `Region Name=${Region}`;
  if (Failover !== undefined) return `Failover=${Failover}`;
  if (GeoLocation === undefined) return undefined;
  const { ContinentCode = '', CountryCode = '', SubdivisionCode = '' } = GeoLocation;
  return `GeoLocation=${ContinentCode}/${CountryCode}/${SubdivisionCode}`;
}
