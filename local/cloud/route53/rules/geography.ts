import { continentCodes, countryCodes, isSubdivision } from '#shared/domain/geo-codes.ts';
import { routingRegions } from '#shared/domain/routing-regions.ts';
import type { ResourceRecordSet } from '../record-set.ts';

/**
 * A continent alone, or a country, or a subdivision with its country; `*` is the default location and has no subdivision.
 * Source: API reference, GeoLocation: "Specifying ContinentCode with either CountryCode or SubdivisionCode returns an InvalidInput
 * error"; "If you specify subdivisioncode, you must also specify US for CountryCode"; Ukraine's from "Values specific for
 * geolocation records". The wording is ours.
 */
export function geoLocationFault(location: ResourceRecordSet['GeoLocation']): string | undefined {
  if (location === undefined) return undefined;
  const { ContinentCode: continent, CountryCode: country, SubdivisionCode: subdivision } = location;
  if (continent === undefined && country === undefined && subdivision === undefined) return 'Empty GeoLocation';
  if (continent !== undefined && (country !== undefined || subdivision !== undefined))
    return 'Invalid GeoLocation: ContinentCode with CountryCode or SubdivisionCode';
  if (continent !== undefined && !continentCodes.has(continent)) return `Invalid ContinentCode ${continent}`;
  if (continent !== undefined) return undefined;
  if (country === undefined) return 'Invalid GeoLocation: SubdivisionCode without CountryCode';
  if (country !== '*' && !countryCodes.has(country)) return `Invalid CountryCode ${country}`;
  if (subdivision === undefined || isSubdivision(country, subdivision)) return undefined;
  return `Invalid SubdivisionCode ${subdivision} of CountryCode ${country}`;
}

const mostBias = 99;

/**
 * One of region, Local Zone group and coordinates; a bias of -99 to 99.
 * Source: API reference, GeoProximityLocation: "Only one of LocalZoneGroup, Coordinates, or Amazon Web Services Region is allowed
 * per request at a time". The wording is ours.
 */
export function geoProximityFault(location: ResourceRecordSet['GeoProximityLocation']): string | undefined {
  if (location === undefined) return undefined;
  const { AWSRegion: region, LocalZoneGroup: group, Coordinates: coordinates, Bias: bias = 0 } = location;
  const places = [region, group, coordinates].filter((place) => place !== undefined).length;
  if (places !== 1)
    return `Expected exactly one of [AWSRegion, LocalZoneGroup, Coordinates], but found ${places === 0 ? 'none' : 'more than one'}`;
  if (bias < -mostBias || bias > mostBias) return `Invalid Bias ${bias}`;
  if (region !== undefined && !routingRegions.has(region)) return `Invalid AWSRegion ${region}`;
  if (group !== undefined && !isLocalZoneGroup(group)) return `Invalid LocalZoneGroup ${group}`;
  return coordinates === undefined ? undefined : coordinatesFault(coordinates);
}

/**
 * "The Local Zone code without the ending character", e.g. us-east-1-bue-1 (API reference, GeoProximityLocation.LocalZoneGroup).
 * Only the form and the region are judged.
 */
function isLocalZoneGroup(group: string): boolean {
  const region = /^(.+)-[a-z]{3}-\d+$/.exec(group)?.[1];
  return region !== undefined && routingRegions.has(region);
}

const latitudeForm = /^[-+]?\d{1,2}(?:\.\d{0,2})?$/;
const longitudeForm = /^[-+]?\d{1,3}(?:\.\d{0,2})?$/;

/**
 * Degrees as text with at most two decimals. Source: API reference, Coordinates: (-90 - 90), (-180 - 180) and the pattern of each;
 * terraform-aws-modules/terraform-aws-route53#105: 40.7128 is refused.
 */
function coordinatesFault({ Latitude, Longitude }: { readonly Latitude: string; readonly Longitude: string }) {
  if (!latitudeForm.test(Latitude) || Math.abs(Number(Latitude)) > 90) return `Invalid Latitude ${Latitude}`;
  if (!longitudeForm.test(Longitude) || Math.abs(Number(Longitude)) > 180) return `Invalid Longitude ${Longitude}`;
  return undefined;
}
