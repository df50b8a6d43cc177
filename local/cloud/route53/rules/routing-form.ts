import { routingRegions } from '#shared/domain/routing-regions.ts';
import { policiesOf, type ResourceRecordSet, type RoutingPolicy } from '../record-set.ts';
import { geoLocationFault, geoProximityFault } from './geography.ts';

/**
 * What is wrong with the routing of a record set whatever stands beside it; undefined when nothing is.
 * The source of each rule is the API reference, ResourceRecordSet, unless it names another. Where no words are known they are ours.
 * Not modelled: "You can only specify one ResourceRecord per weighted [latency] resource record set", as the Developer Guide's
 * pages of values let both have several.
 */
export const routingFault = (set: ResourceRecordSet): string | undefined =>
  rules.map((rule) => rule(set)).find((fault) => fault !== undefined);

const rules: readonly ((set: ResourceRecordSet) => string | undefined)[] = [
  identified,
  onePolicy,
  routableType,
  weightInRange,
  knownRegion,
  (set) => geoLocationFault(set.GeoLocation),
  (set) => geoProximityFault(set.GeoProximityLocation),
  multivalueWithoutAlias,
  failoverAliasLooksAtItsTarget,
];

/** A routing policy needs a set identifier. The words from ansible-collections/community.aws#615. */
function identified(set: ResourceRecordSet): string | undefined {
  return policiesOf(set).length > 0 && set.SetIdentifier === undefined ? "Missing field 'SetIdentifier'" : undefined;
}

/** A set identifier needs exactly one routing policy. The words from hashicorp/terraform-provider-aws#1668. */
function onePolicy(set: ResourceRecordSet): string | undefined {
  const found = policiesOf(set).length;
  if (found === 1 || (found === 0 && set.SetIdentifier === undefined)) return undefined;
  const one = 'Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer]';
  return `${one}, but found ${found === 0 ? 'none' : 'more than one'}`;
}

const neverRouted: readonly ResourceRecordSet['Type'][] = ['NS', 'SOA', 'DS'];

/**
 * NS, SOA and DS are always simple, and a multivalue answer is no CNAME. Source: ResourceRecordSet.Type, "Values for weighted, …"
 * and "Valid values for multivalue answer resource record sets". Assumption: geoproximity and CIDR are as the others.
 */
function routableType(set: ResourceRecordSet): string | undefined {
  const [policy]: readonly (RoutingPolicy | undefined)[] = policiesOf(set);
  const isCname = policy === 'multivalue answer' && set.Type === 'CNAME';
  const isRefused = policy !== undefined && (isCname || neverRouted.includes(set.Type));
  return isRefused ? `RRSet of type ${set.Type} cannot have the routing policy ${policy}` : undefined;
}

function weightInRange({ Weight = 0 }: ResourceRecordSet): string | undefined {
  return Weight < 0 || Weight > 255 ? `Invalid Weight ${Weight}` : undefined;
}

function knownRegion({ Region }: ResourceRecordSet): string | undefined {
  return Region === undefined || routingRegions.has(Region) ? undefined : `Invalid Region ${Region}`;
}

/** Assumption: `false` is refused, as no policy would remain. */
function multivalueWithoutAlias({ MultiValueAnswer, AliasTarget }: ResourceRecordSet): string | undefined {
  if (MultiValueAnswer === false) return 'MultiValueAnswer must be true';
  return MultiValueAnswer && AliasTarget !== undefined ? 'MultiValueAnswer with an alias' : undefined;
}

/**
 * Source: ResourceRecordSet.Failover: "For failover alias resource record sets, you must also include the EvaluateTargetHealth
 * element and set the value to true".
 */
function failoverAliasLooksAtItsTarget({ Failover, AliasTarget }: ResourceRecordSet): string | undefined {
  return Failover !== undefined && AliasTarget?.EvaluateTargetHealth === false
    ? `EvaluateTargetHealth must be true in an alias with Failover ${Failover}`
    : undefined;
}
