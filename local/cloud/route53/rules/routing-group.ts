import { type Change, neighbours, type ZoneAtChange } from '../change.ts';
import type { ChangedNode } from '../contents.ts';
import { policiesOf, type ResourceRecordSet } from '../record-set.ts';

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
 * Two record sets of one name and type may not claim the same region, location, failover role, place or CIDR location.
 * Source: API reference, ResourceRecordSet.Region, .GeoLocation, .Failover; the words from hashicorp/terraform-provider-aws#1668.
 * Assumption, the stricter reading: geoproximity (whatever the bias) and CIDR are as the others.
 */
export function distinctRoutes(change: Change, zone: ZoneAtChange): readonly string[] {
  const route = routeOf(change.set);
  if (route === undefined || !sameType(change, zone).some((set) => routeOf(set) === route)) return [];
  const { Name, Type, SetIdentifier } = change.set;
  const [policy] = policiesOf(change.set);
  const here = `RRSet with DNS name ${Name}, type ${Type}, SetIdentifier ${SetIdentifier ?? ''}, and ${route}`;
  return [`${here} cannot be created because a ${policy} RRSet with the same name, type and route already exists.`];
}

/**
 * At most 100 routed record sets share a name and type. Source: Developer Guide, "Quotas" (weighted, geolocation, multivalue …);
 * the words from airbnb/zonify#16.
 */
export function atMostHundredRoutes(change: Change, zone: ZoneAtChange): readonly string[] {
  const [policy] = policiesOf(change.set);
  const count = sameType(change, zone).length + 1;
  if (policy === undefined || count <= 100) return [];
  const { Name, Type } = change.set;
  return [`Exceeded limit on number of ${policy} RRSets for ${Name}, type ${Type} in this zone.`];
}

/**
 * A primary that is no alias has a health check, of whatever type it is: a TXT beside it too.
 * Source: kubernetes-sigs/external-dns#2362 and #1420, also for the words.
 */
export function primaryIsChecked({ set }: Change): readonly string[] {
  const isUnchecked = set.Failover === 'PRIMARY' && set.AliasTarget === undefined && set.HealthCheckId === undefined;
  return isUnchecked
    ? ['A non-alias primary ResourceRecordSet must have an associated health check. No changes made.']
    : [];
}

/**
 * All weighted record sets of a name and type have one TTL, aliases apart. Judged when the whole batch is made, so that a batch may
 * change them one after the other. Source: API reference, ResourceRecordSet.TTL: "All of the resource record sets in a group of
 * weighted resource record sets must have the same value for TTL". The wording is ours.
 */
export function oneTtlForAllWeights({ sets }: ChangedNode): readonly string[] {
  const weighted = sets.filter(({ Weight, TTL }) => Weight !== undefined && TTL !== undefined);
  return [...Map.groupBy(weighted, ({ Type }) => Type)].flatMap(([type, group]) => {
    const ttls = [...new Set(group.map(({ TTL }) => TTL))];
    const here = `RRSets with DNS name ${group[0]?.Name}, type ${type}`;
    return ttls.length > 1 ? [`${here} are weighted and must have the same TTL, but have ${ttls.join(', ')}.`] : [];
  });
}

const ofType = (change: Change, zone: ZoneAtChange): readonly ResourceRecordSet[] =>
  zone.at(change.key).filter((set) => set.Type === change.set.Type);

const sameType = (change: Change, zone: ZoneAtChange): readonly ResourceRecordSet[] =>
  neighbours(change, zone).filter((set) => set.Type === change.set.Type);

function routeOf(set: ResourceRecordSet): string | undefined {
  const { Region, Failover, GeoLocation, GeoProximityLocation, CidrRoutingConfig } = set;
  if (Region !== undefined) return `Region Name=${Region}`;
  if (Failover !== undefined) return `Failover=${Failover}`;
  if (CidrRoutingConfig !== undefined)
    return `CidrRoutingConfig=${CidrRoutingConfig.CollectionId}/${CidrRoutingConfig.LocationName}`;
  if (GeoProximityLocation !== undefined) return `GeoProximityLocation=${placeOf(GeoProximityLocation)}`;
  if (GeoLocation === undefined) return undefined;
  const { ContinentCode = '', CountryCode = '', SubdivisionCode = '' } = GeoLocation;
  return `GeoLocation=${ContinentCode}/${CountryCode}/${SubdivisionCode}`;
}

/** Two spellings of one point are one place. */
function placeOf({ AWSRegion, LocalZoneGroup, Coordinates }: GeoProximity): string {
  const named = AWSRegion ?? LocalZoneGroup;
  if (named !== undefined || Coordinates === undefined) return named ?? '';
  return `${Number(Coordinates.Latitude)}/${Number(Coordinates.Longitude)}`;
}

type GeoProximity = NonNullable<ResourceRecordSet['GeoProximityLocation']>;
