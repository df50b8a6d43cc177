import type {
  GeoProximityLocation,
  ResourceRecordSet,
  ResourceRecordSetRegion,
  GeoLocation as SdkGeoLocation,
} from '@aws-sdk/client-route-53';
import type { GeoLocation, GeoProximityPlace, RoutingPolicy } from '#shared/domain/record.ts';

/**
 * The routing policy of a record set, undefined for a simple one and for what the project has no words for (CIDR, one
 * that a traffic policy made). Source: API reference, ResourceRecordSet.
 */
export function routingOf(set: ResourceRecordSet): RoutingPolicy | undefined {
  if (set.SetIdentifier === undefined || set.TrafficPolicyInstanceId !== undefined) return undefined;
  if (set.Weight !== undefined) return { kind: 'weighted', weight: set.Weight };
  if (set.Region !== undefined) return { kind: 'latency', region: set.Region };
  if (set.Failover !== undefined) return { kind: 'failover', role: set.Failover };
  if (set.GeoLocation !== undefined) return { kind: 'geolocation', location: locationOf(set.GeoLocation) };
  if (set.MultiValueAnswer === true) return { kind: 'multivalue' };
  const place = set.GeoProximityLocation === undefined ? undefined : placeOf(set.GeoProximityLocation);
  return place === undefined
    ? undefined
    : { kind: 'geoproximity', place, bias: set.GeoProximityLocation?.Bias ?? defaultBias };
}

/** A bias that was never given (API reference, GeoProximityLocation). */
const defaultBias = 0;

const locationOf = ({ ContinentCode, CountryCode, SubdivisionCode }: SdkGeoLocation): GeoLocation => ({
  ...(ContinentCode === undefined ? {} : { continentCode: ContinentCode }),
  ...(CountryCode === undefined ? {} : { countryCode: CountryCode }),
  ...(SubdivisionCode === undefined ? {} : { subdivisionCode: SubdivisionCode }),
});

function placeOf({ AWSRegion, LocalZoneGroup, Coordinates }: GeoProximityLocation): GeoProximityPlace | undefined {
  if (AWSRegion !== undefined) return { region: AWSRegion };
  if (LocalZoneGroup !== undefined) return { localZoneGroup: LocalZoneGroup };
  if (Coordinates?.Latitude === undefined || Coordinates.Longitude === undefined) return undefined;
  return { latitude: Coordinates.Latitude, longitude: Coordinates.Longitude };
}

/** The one field of a routed record set that says how it is chosen. */
export function routingFields(routing: RoutingPolicy): Partial<ResourceRecordSet> {
  switch (routing.kind) {
    case 'weighted':
      return { Weight: routing.weight };
    case 'latency':
      return isRegion(routing.region) ? { Region: routing.region } : {};
    case 'failover':
      return { Failover: routing.role };
    case 'geolocation':
      return { GeoLocation: sdkLocation(routing.location) };
    case 'geoproximity':
      return { GeoProximityLocation: { ...sdkPlace(routing.place), Bias: routing.bias } };
    case 'multivalue':
      return { MultiValueAnswer: true };
  }
}

/** The service knows regions that an older SDK does not list; which it knows is its own to judge. */
const isRegion = (text: string): text is ResourceRecordSetRegion => text !== '';

const sdkLocation = ({ continentCode, countryCode, subdivisionCode }: GeoLocation): SdkGeoLocation => ({
  ...(continentCode === undefined ? {} : { ContinentCode: continentCode }),
  ...(countryCode === undefined ? {} : { CountryCode: countryCode }),
  ...(subdivisionCode === undefined ? {} : { SubdivisionCode: subdivisionCode }),
});

function sdkPlace(place: GeoProximityPlace): GeoProximityLocation {
  if ('region' in place) return { AWSRegion: place.region };
  if ('localZoneGroup' in place) return { LocalZoneGroup: place.localZoneGroup };
  return { Coordinates: { Latitude: place.latitude, Longitude: place.longitude } };
}
