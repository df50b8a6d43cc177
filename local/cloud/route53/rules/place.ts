import type { Change, ZoneAtChange } from '../change.ts';
import { isWildcard, liesWithin, showName, sortKey } from '../names.ts';

/** A record belongs to the zone its name lies in. Source: meltwater/terraform-aws-asg-dns-handler#38. */
export function insideTheZone({ labels, set }: Change, zone: ZoneAtChange): readonly string[] {
  if (liesWithin(labels, zone.labels)) return [];
  return [`RRSet with DNS name ${set.Name} is not permitted in zone ${showName(zone.labels)}`];
}

/**
 * A wildcard may not have name servers.
 * Source: API reference, ResourceRecordSet.Name: "You can't use the * wildcard for resource records sets that have a type of NS."
 * The wording is ours.
 */
export function noWildcardNameServers({ labels, set }: Change): readonly string[] {
  return set.Type === 'NS' && isWildcard(labels)
    ? [`RRSet of type NS with DNS name ${set.Name} is not permitted: a wildcard cannot have type NS.`]
    : [];
}

/**
 * Every zone keeps the NS and SOA record sets at its apex; SOA stands nowhere else.
 * Source: Developer Guide, "NS and SOA records that Route 53 creates for a public hosted zone"; the words from airbnb/zonify#1 and
 * DNSControl/dnscontrol#4402. Assumption, the stricter reading: not even DELETE + CREATE in one batch; UPSERT changes them.
 */
export function apexKeepsItsAuthority({ action, set, key }: Change, zone: ZoneAtChange): readonly string[] {
  const atApex = key === sortKey(zone.labels);
  if (set.Type === 'SOA' && !(atApex && action === 'UPSERT'))
    return ['A HostedZone must contain exactly one SOA record.'];
  if (set.Type === 'NS' && atApex && action === 'DELETE')
    return ['A HostedZone must contain at least one NS record for the zone itself.'];
  return [];
}

/** A DS belongs to a delegation, never to the zone's own name. Source: Developer Guide, "DS record type". The wording is ours. */
export function noDelegationSignerAtApex({ set, key }: Change, zone: ZoneAtChange): readonly string[] {
  return set.Type === 'DS' && key === sortKey(zone.labels)
    ? [`RRSet of type DS with DNS name ${set.Name} is not permitted at apex in zone ${showName(zone.labels)}`]
    : [];
}

/** Source: Developer Guide, "Quotas": records per hosted zone; the words from DNSControl/dnscontrol#908. */
export const roomInTheZone =
  (most: number) =>
  (change: Change, zone: ZoneAtChange): readonly string[] => {
    const known = zone.at(change.key).some((set) => isSame(set, change));
    return change.action === 'DELETE' || known || zone.size < most
      ? []
      : [`Exceeded limit MAX_RRSETS_BY_ZONE for zone: ${zone.id}`];
  };

const isSame = (set: Change['set'], change: Change): boolean =>
  set.Type === change.set.Type && set.SetIdentifier === change.set.SetIdentifier;
