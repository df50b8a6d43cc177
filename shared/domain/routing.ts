import type { GeoLocation, GeoProximityPlace, RecordSet, RoutingPolicy } from './record.ts';

/** Whether two policies say the same; a number may be spelled in several ways (`1.5`, `1.50`). */
export function sameRouting(a: RoutingPolicy | undefined, b: RoutingPolicy | undefined): boolean {
  return a === undefined || b === undefined ? a === b : policyText(a) === policyText(b);
}

/**
 * What no two sets of one name and type may share: the region, the role or the location (API reference,
 * ResourceRecordSet.Region, .Failover and .GeoLocation; that a place of geoproximity is the same, whatever its bias, is an
 * assumption). Undefined where sets may be alike.
 */
export function slotOf(routing: RoutingPolicy): string | undefined {
  if (routing.kind === 'geoproximity') return placeText(routing.place);
  return routing.kind === 'weighted' || routing.kind === 'multivalue' ? undefined : policyText(routing);
}

/** `blue: weight 10`, as people read which of several record sets it is; empty for a simple one. */
export function routingText({ setIdentifier, routing }: Pick<RecordSet, 'setIdentifier' | 'routing'>): string {
  if (setIdentifier === undefined) return '';
  return routing === undefined ? setIdentifier : `${setIdentifier}: ${policyText(routing)}`;
}

/** `weight 10`, as people read when a record set is chosen. */
export function policyText(routing: RoutingPolicy): string {
  switch (routing.kind) {
    case 'weighted':
      return `weight ${routing.weight}`;
    case 'latency':
      return `region ${routing.region}`;
    case 'failover':
      return routing.role.toLowerCase();
    case 'geolocation':
      return locationText(routing.location);
    case 'geoproximity':
      return `near ${placeText(routing.place)}, bias ${routing.bias}`;
    case 'multivalue':
      return 'multivalue';
  }
}

function locationText({ continentCode, countryCode, subdivisionCode }: GeoLocation): string {
  if (countryCode === '*') return 'everywhere else';
  const codes = [
    continentCode === undefined ? '' : `continent ${continentCode}`,
    countryCode === undefined ? '' : `country ${countryCode}`,
    subdivisionCode === undefined ? '' : `subdivision ${subdivisionCode}`,
  ];
  return codes.filter((code) => code !== '').join(' ');
}

function placeText(place: GeoProximityPlace): string {
  if ('region' in place) return `region ${place.region}`;
  if ('localZoneGroup' in place) return `local zone group ${place.localZoneGroup}`;
  return `${Number(place.latitude)},${Number(place.longitude)}`;
}
