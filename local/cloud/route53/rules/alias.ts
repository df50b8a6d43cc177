import { elbZoneOf } from '#shared/domain/elb-zones.ts';
import { endpointZoneOf } from '#shared/domain/endpoint-zones.ts';
import type { Change, ZoneAtChange } from '../change.ts';
import { isNameFault, liesWithin, parseName, sortKey } from '../names.ts';

/** Source: API reference, AliasTarget.HostedZoneId. */
const cloudFrontZone = 'Z2FDTNDATAQYW2';
/** Source: API reference, AliasTarget.HostedZoneId. */
const globalAcceleratorZone = 'Z2BJ6XQ5FK7U4H';

/**
 * An alias points at a record set of the same type in its own zone, or at an AWS resource under the zone id that AWS documents
 * for it: load balancers, VPC endpoints and API Gateway by region, CloudFront, Global Accelerator. Source: API reference,
 * AliasTarget; the words from aws/aws-cdk#19643 and barnybug/cli53#227, where the second message stands beside the first.
 * Assumptions, the stricter readings: other AWS resources are refused; the target must exist when its turn in the batch comes.
 * Not modelled, as nothing says what happens: deleting a record set that an alias points at is allowed.
 */
export function aliasTargetExists(change: Change, zone: ZoneAtChange): readonly string[] {
  const target = change.set.AliasTarget;
  if (target === undefined) return [];
  const tried = `Tried to create an alias that targets ${target.DNSName}, type ${change.set.Type} in zone ${target.HostedZoneId}`;
  const outside = `${tried}, but the alias target name does not lie within the target zone`;
  const missing = `${tried}, but that target was not found`;
  if (target.HostedZoneId !== zone.id) return isAwsResource(change) ? [] : [outside, missing];
  const labels = parseName(target.DNSName);
  if (isNameFault(labels) || !liesWithin(labels, zone.labels)) return [outside, missing];
  const key = sortKey(labels);
  const found = zone.at(key).some((set) => set.Type === change.set.Type) && key !== change.key;
  return found ? [] : [missing];
}

function isAwsResource({ set }: Change): boolean {
  const target = set.AliasTarget;
  if (target === undefined || (set.Type !== 'A' && set.Type !== 'AAAA')) return false;
  return target.HostedZoneId === zoneOfResource(target.DNSName);
}

function zoneOfResource(dnsName: string): string | undefined {
  if (/^[a-z0-9]+\.cloudfront\.net\.$/.test(dnsName)) return cloudFrontZone;
  if (/^[a-z0-9]+\.awsglobalaccelerator\.com\.$/.test(dnsName)) return globalAcceleratorZone;
  return elbZoneOf(dnsName) ?? endpointZoneOf(dnsName.toLowerCase().replace(/\.$/, ''));
}

/** NS and SOA record sets cannot be aliases. Source: Developer Guide, "Choosing between alias and non-alias records". Ours to word. */
export const aliasableType = ({ set }: Change): readonly string[] =>
  set.AliasTarget !== undefined && ['NS', 'SOA'].includes(set.Type)
    ? [`RRSet of type ${set.Type} with DNS name ${set.Name} cannot be an alias.`]
    : [];

/**
 * CloudFront aliases evaluate no health and stand in no private zone.
 * Source: API reference, AliasTarget and AliasTarget.EvaluateTargetHealth. The wording is ours.
 */
export function cloudFrontAlias({ set }: Change, zone: ZoneAtChange): readonly string[] {
  if (set.AliasTarget?.HostedZoneId !== cloudFrontZone) return [];
  const cannot = `Alias ${set.Name} to a CloudFront distribution cannot`;
  return [
    ...(set.AliasTarget.EvaluateTargetHealth ? [`${cannot} evaluate the health of its target.`] : []),
    ...(zone.isPrivate ? [`${cannot} be created in a private hosted zone.`] : []),
  ];
}
