import { continentCodes, countryCodes, isSubdivision } from '#shared/domain/geo-codes.ts';
import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { GeoProximityPlace } from '#shared/domain/record.ts';
import { routingRegions } from '#shared/domain/routing-regions.ts';
import { type Annotation, annotationOf, type Problem, written } from './annotation.ts';
import { type Policy, regionOf, wholeNumber } from './policies.ts';

/** A continent, or a country with or without a subdivision (Route 53 API reference, GeoLocation). */
export function geolocation(object: ObjectMeta): Policy | Problem | undefined {
  const continent = annotationOf(object, 'aws-geolocation-continent-code');
  const country = annotationOf(object, 'aws-geolocation-country-code');
  const subdivision = annotationOf(object, 'aws-geolocation-subdivision-code');
  const narrower = country ?? subdivision;
  if (continent !== undefined && narrower !== undefined) {
    const both = `annotations ${continent.name} and ${narrower.name} exclude each other`;
    return { problem: `${both}; keep the continent, or the country with or without a subdivision` };
  }
  if (continent !== undefined) return ofContinent(continent);
  if (country !== undefined) return ofCountry(country, subdivision);
  if (subdivision === undefined) return undefined;
  return { problem: `${written(subdivision)} of no country; add aws-geolocation-country-code` };
}

const codeOf = ({ value }: Annotation): string => value.trim().toUpperCase();

function ofContinent(continent: Annotation): Policy | Problem {
  const continentCode = codeOf(continent);
  if (continentCodes.has(continentCode)) {
    return { name: continent.name, policy: { kind: 'geolocation', location: { continentCode } } };
  }
  return { problem: `${written(continent)}, no continent; write one of ${[...continentCodes].join(', ')}` };
}

function ofCountry(country: Annotation, subdivision: Annotation | undefined): Policy | Problem {
  const countryCode = codeOf(country);
  if (countryCode !== '*' && !countryCodes.has(countryCode)) {
    const remedy = 'write its two letters as in ISO 3166-1 (GB, not UK), or "*" for everywhere else';
    return { problem: `${written(country)}, no country that Route 53 tells apart; ${remedy}` };
  }
  if (subdivision === undefined) {
    return { name: country.name, policy: { kind: 'geolocation', location: { countryCode } } };
  }
  const subdivisionCode = codeOf(subdivision);
  if (isSubdivision(countryCode, subdivisionCode)) {
    return { name: country.name, policy: { kind: 'geolocation', location: { countryCode, subdivisionCode } } };
  }
  const remedy = 'write a state of US or a region of UA, or remove it';
  return { problem: `${written(subdivision)}, nothing that Route 53 tells apart in "${countryCode}"; ${remedy}` };
}

/** Exactly one place, and how far it reaches (Route 53 API reference, GeoProximityLocation). */
export function geoproximity(object: ObjectMeta): Policy | Problem | undefined {
  const places = [placeOfRegion(object), placeOfGroup(object), placeOfCoordinates(object)].flatMap((one) => one ?? []);
  const bias = annotationOf(object, 'aws-geoproximity-bias');
  const [found, second] = places;
  if (found === undefined) {
    if (bias === undefined) return undefined;
    const remedy = 'add aws-geoproximity-region, aws-geoproximity-local-zone-group or aws-geoproximity-coordinates';
    return { problem: `${written(bias)} of no place; ${remedy}` };
  }
  if (second !== undefined)
    return { problem: `annotations ${found.name} and ${second.name} name two places; keep one` };
  if ('problem' in found) return found;
  const size = bias === undefined ? 0 : wholeNumber(bias.value);
  if (size === undefined || Math.abs(size) > 99) {
    return { problem: `${bias === undefined ? '' : written(bias)}, no bias; write a whole number from -99 to 99` };
  }
  return { name: found.name, policy: { kind: 'geoproximity', place: found.place, bias: size } };
}

type Place = { readonly name: string } & ({ readonly place: GeoProximityPlace } | Problem);

function placeOfRegion(object: ObjectMeta): Place | undefined {
  const annotation = annotationOf(object, 'aws-geoproximity-region');
  if (annotation === undefined) return undefined;
  const region = regionOf(annotation);
  return { name: annotation.name, ...(typeof region === 'string' ? { place: { region } } : region) };
}

function placeOfGroup(object: ObjectMeta): Place | undefined {
  const annotation = annotationOf(object, 'aws-geoproximity-local-zone-group');
  if (annotation === undefined) return undefined;
  const { name } = annotation;
  const localZoneGroup = annotation.value.trim().toLowerCase();
  const region = /^(.+)-[a-z]{3}-\d+$/.exec(localZoneGroup)?.[1] ?? '';
  if (routingRegions.has(region)) return { name, place: { localZoneGroup } };
  return { name, problem: `${written(annotation)}, no Local Zone group; write one such as us-east-1-bue-1` };
}

/** Degrees with at most two decimals (Route 53 API reference, Coordinates). */
const coordinatesForm = /^([+-]?\d{1,2}(?:\.\d{0,2})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{0,2})?)$/;

function placeOfCoordinates(object: ObjectMeta): Place | undefined {
  const annotation = annotationOf(object, 'aws-geoproximity-coordinates');
  if (annotation === undefined) return undefined;
  const { name } = annotation;
  const [, latitude = '', longitude = ''] = coordinatesForm.exec(annotation.value.trim()) ?? [];
  const isPlace = latitude !== '' && Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180;
  if (isPlace) return { name, place: { latitude, longitude } };
  const remedy = 'write latitude,longitude in degrees with at most two decimals, as in "51.5,-0.12"';
  return { name, problem: `${written(annotation)}, no place; ${remedy}` };
}
