import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import { routingFields, routingOf } from './route53-routing.ts';

/**
 * Characters that Route 53 writes and reads as they are; `*` may stand for itself (Developer Guide, "DNS domain name
 * format").
 */
const plain = /[a-z0-9_.*-]/;

/** What the SDK returns, in the project's own words. */
export function observedRecordSet(set: ResourceRecordSet): ObservedRecordSet {
  const { AliasTarget: alias, ResourceRecords: records, SetIdentifier: setIdentifier, TTL: ttl } = set;
  const routing = routingOf(set);
  return {
    name: unescapeName(set.Name ?? ''),
    type: set.Type ?? '',
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
    ...(ttl === undefined || alias !== undefined ? {} : { ttl }),
    ...(records === undefined || alias !== undefined ? {} : { values: records.map(({ Value }) => Value ?? '') }),
    ...(alias === undefined
      ? {}
      : {
          alias: {
            dnsName: unescapeName(alias.DNSName ?? ''),
            hostedZoneId: alias.HostedZoneId ?? '',
            evaluateTargetHealth: alias.EvaluateTargetHealth ?? false,
          },
        }),
    ...(routing === undefined ? {} : { routing }),
    ...(set.HealthCheckId === undefined ? {} : { healthCheckId: set.HealthCheckId }),
    ...(routing === undefined && isRouted(set) ? { routed: true } : {}),
  };
}

/** A simple record set has no identifier and none of the fields that policies bring (API reference, ResourceRecordSet). */
const isRouted = ({ SetIdentifier, CidrRoutingConfig, TrafficPolicyInstanceId }: ResourceRecordSet): boolean =>
  [SetIdentifier, CidrRoutingConfig, TrafficPolicyInstanceId].some((field) => field !== undefined);

export function sdkRecordSet(record: RecordSet): ResourceRecordSet {
  return {
    Name: escapeName(record.name),
    Type: record.type,
    ...(record.setIdentifier === undefined ? {} : { SetIdentifier: record.setIdentifier }),
    ...(record.ttl === undefined ? {} : { TTL: record.ttl }),
    ...(record.values === undefined ? {} : { ResourceRecords: record.values.map((value) => ({ Value: value })) }),
    ...(record.alias === undefined
      ? {}
      : {
          AliasTarget: {
            DNSName: escapeName(record.alias.dnsName),
            HostedZoneId: record.alias.hostedZoneId,
            EvaluateTargetHealth: record.alias.evaluateTargetHealth,
          },
        }),
    ...(record.routing === undefined ? {} : routingFields(record.routing)),
    ...(record.healthCheckId === undefined ? {} : { HealthCheckId: record.healthCheckId }),
  };
}

/** `\052.example.com.` → `*.example.com`. */
export function unescapeName(name: string): string {
  const text = name.endsWith('.') ? name.slice(0, -1) : name;
  return text.replaceAll(/\\([0-7]{3})/g, (_whole, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

export function escapeName(name: string): string {
  const escaped = [...name.toLowerCase()].map((character) =>
    plain.test(character) ? character : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `${escaped.join('')}.`;
}
