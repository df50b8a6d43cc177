import { canonicalAddress } from '#shared/domain/address.ts';
import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import { sameRouting } from '#shared/domain/routing.ts';

/** The types that a site's own records have; TXT only marks them. */
export const managedTypes = ['A', 'AAAA', 'CNAME'] as const;
export type ManagedType = (typeof managedTypes)[number];

export const isManagedType = (type: string): type is ManagedType => managedTypes.some((managed) => managed === type);

/** Whether a record set already says what another one wishes: spelling and order of the values do not count. */
export function sameRecordSet(a: RecordSet, b: RecordSet): boolean {
  if (a.name !== b.name || a.type !== b.type || a.setIdentifier !== b.setIdentifier) return false;
  if (!sameRouting(a.routing, b.routing) || a.healthCheckId !== b.healthCheckId) return false;
  if (a.alias !== undefined || b.alias !== undefined) return sameAlias(a, b);
  return a.ttl === b.ttl && canonicalValues(a).join('\n') === canonicalValues(b).join('\n');
}

function sameAlias(a: RecordSet, b: RecordSet): boolean {
  return (
    a.alias !== undefined &&
    b.alias !== undefined &&
    hostText(a.alias.dnsName) === hostText(b.alias.dnsName) &&
    a.alias.hostedZoneId === b.alias.hostedZoneId &&
    a.alias.evaluateTargetHealth === b.alias.evaluateTargetHealth
  );
}

const canonicalValues = (set: RecordSet): readonly string[] =>
  (set.values ?? []).map((value) => canonicalValue(set.type, value)).sort();

function canonicalValue(type: string, value: string): string {
  if (type === 'A' || type === 'AAAA') return canonicalAddress(value) ?? value;
  return type === 'CNAME' ? hostText(value) : value;
}

/** A DNS name in lower case without its final dot. */
export const hostText = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/**
 * The order of names in Route 53's lists: labels reversed, each with its dot, compared byte by byte
 * (API reference, ListResourceRecordSets, "Sort order").
 */
export function compareNames(a: string, b: string): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const sortKey = (name: string): string => `${name.split('.').reverse().join('.')}.`;

/** A record set as it is written. */
export function recordSetOf(set: ObservedRecordSet, type: RecordSet['type']): RecordSet {
  return {
    name: set.name,
    type,
    ...(set.setIdentifier === undefined ? {} : { setIdentifier: set.setIdentifier }),
    ...(set.ttl === undefined ? {} : { ttl: set.ttl }),
    ...(set.values === undefined ? {} : { values: set.values }),
    ...(set.alias === undefined ? {} : { alias: set.alias }),
    ...routeOf(set),
  };
}

/** What of a record set says when it is the answer; its ownership TXT has the same. */
export const routeOf = ({
  routing,
  healthCheckId,
}: Pick<RecordSet, 'routing' | 'healthCheckId'>): Pick<RecordSet, 'routing' | 'healthCheckId'> => ({
  ...(routing === undefined ? {} : { routing }),
  ...(healthCheckId === undefined ? {} : { healthCheckId }),
});
