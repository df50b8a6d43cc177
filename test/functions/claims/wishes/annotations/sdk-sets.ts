import type { Wish } from '../../../../../functions/claims/wishes/types.ts';
import type { ResourceRecordSet } from '../../../../../local/cloud/route53/record-set.ts';
import type { GeoProximityPlace, RoutingPolicy } from '../../../../../shared/domain/record.ts';

/** The record sets that a wish comes to, and its ownership TXT, which is routed alike, in the words of the API. */
export function sdkSets({ site, wish }: Wish): readonly ResourceRecordSet[] {
  const { target, routing, healthCheckId, ttlSeconds } = wish;
  if (target === undefined) return [];
  const routed = {
    Name: `${site.host}.`,
    ...(site.setIdentifier === '' ? {} : { SetIdentifier: site.setIdentifier }),
    ...(routing === undefined ? {} : fieldsOf(routing)),
    ...(healthCheckId === undefined ? {} : { HealthCheckId: healthCheckId }),
  };
  const plain = (Type: 'A' | 'AAAA' | 'CNAME' | 'TXT', values: readonly string[]): ResourceRecordSet => {
    return { ...routed, Type, TTL: ttlSeconds, ResourceRecords: values.map((Value) => ({ Value })) };
  };
  const mark = plain('TXT', ['"heritage=external-dns"']);
  if (target.kind === 'name') return [plain('CNAME', [target.name]), mark];
  if (target.kind === 'addresses') return [plain('A', target.addresses), mark];
  const { dnsName, hostedZoneId, evaluateTargetHealth } = target.alias;
  const AliasTarget = {
    DNSName: dnsName,
    HostedZoneId: hostedZoneId,
    EvaluateTargetHealth: evaluateTargetHealth,
  };
  return [{ ...routed, Type: 'A', AliasTarget }, mark];
}

function fieldsOf(routing: RoutingPolicy): Partial<ResourceRecordSet> {
  switch (routing.kind) {
    case 'weighted':
      return { Weight: routing.weight };
    case 'latency':
      return { Region: routing.region };
    case 'failover':
      return { Failover: routing.role };
    case 'geolocation': {
      const { continentCode, countryCode, subdivisionCode } = routing.location;
      return {
        GeoLocation: { ContinentCode: continentCode, CountryCode: countryCode, SubdivisionCode: subdivisionCode },
      };
    }
    case 'geoproximity':
      return { GeoProximityLocation: { ...placeOf(routing.place), Bias: routing.bias } };
    case 'multivalue':
      return { MultiValueAnswer: true };
  }
}

function placeOf(place: GeoProximityPlace) {
  if ('region' in place) return { AWSRegion: place.region };
  if ('localZoneGroup' in place) return { LocalZoneGroup: place.localZoneGroup };
  return { Coordinates: { Latitude: place.latitude, Longitude: place.longitude } };
}
