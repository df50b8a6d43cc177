import { createHash } from 'node:crypto';
import { base32 } from '#shared/domain/base32.ts';
import type { Ownership } from '#shared/domain/configuration.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { markedEndpoint, typeTemplate } from './endpoint-name.ts';

/** What an ownership name is made from: the record, the zone it lies in and how the installation writes ownership. */
export interface OwnedPlace {
  readonly record: Pick<RecordSet, 'name' | 'type' | 'alias' | 'routing' | 'healthCheckId'>;
  readonly zoneName: string;
  readonly ownership: Ownership;
}

/** `hashed` names carry the heritage `firstlight`. */
export interface OwnershipName {
  readonly name: string;
  readonly hashed: boolean;
}

const labelLimitBytes = 63;
const nameLimitBytes = 253;
const hashCharacters = 26;

/**
 * The name a new ownership TXT record gets: external-dns's (registry/mapper/mapper.go, ToTXTName), or a hashed one
 * inside the zone where that would not fit its label, would be too long, would lie outside the zone (the apex), would
 * be read as the mark of another record, is a name where a CNAME leaves no room, or would be a TXT that Route 53 refuses.
 */
export function ownershipName(place: OwnedPlace, isCname: (name: string) => boolean = () => false): OwnershipName {
  const name = readableName(place, writtenTag(place));
  return name === undefined || isCname(name) || isUncheckedPrimary(place.record)
    ? { name: hashedName(place), hashed: true }
    : { name, hashed: false };
}

/**
 * Every name under which an ownership TXT record of this record is read, the one that would be written first: the names
 * of both generations, the old one without a type (external-dns before 0.18, not for AAAA) and the hashed one. Those
 * that mark another record are not among them.
 */
export function ownershipNames(place: OwnedPlace): readonly string[] {
  const { type, alias } = place.record;
  const asAlias = type === 'A' && alias !== undefined ? ['cname'] : [];
  const named = (tags: readonly string[]): readonly string[] => tags.flatMap((tag) => readableName(place, tag) ?? []);
  // The name without a type may mark either record of a host: it comes after all that name this one.
  const untyped = type === 'AAAA' ? [] : named(['']);
  const names = [ownershipName(place).name, ...named([type.toLowerCase(), ...asAlias]), hashedName(place), ...untyped];
  return [...new Set(names)];
}

/**
 * A primary that is no alias needs a health check, and its TXT is none (kubernetes-sigs/external-dns#2362: it cannot write
 * such a pair at all).
 */
export const isUncheckedPrimary = ({ routing, healthCheckId }: OwnedPlace['record']): boolean =>
  routing?.kind === 'failover' && routing.role === 'PRIMARY' && healthCheckId === undefined;

/** external-dns before 0.22 treated an alias A as the CNAME it had been written as. */
function writtenTag({ record, ownership }: OwnedPlace): string {
  const asCname = ownership.format === 'external-dns-0.21' && record.type === 'A' && record.alias !== undefined;
  return asCname ? 'cname' : record.type.toLowerCase();
}

/** The name that external-dns of the configured format writes; undefined where it has none that it could read back. */
export const externalDnsName = (place: OwnedPlace): string | undefined => readableName(place, writtenTag(place));

/**
 * Whether external-dns of the configured format takes a TXT of this name for the mark of the record: its own one, the old
 * one without a type (not for AAAA), and since 0.22 also the `cname-` of an alias A (registry/txt/registry.go, Records).
 */
export function isReadByExternalDns(place: OwnedPlace, name: string): boolean {
  const { type, alias } = place.record;
  const tags = [
    writtenTag(place),
    ...(type === 'AAAA' ? [] : ['']),
    ...(type === 'A' && alias !== undefined ? ['cname'] : []),
  ];
  return tags.some((tag) => readableName(place, tag) === name);
}

/** An empty tag gives the old name, which says no type. Undefined where it does not fit or marks something else. */
function readableName(place: OwnedPlace, tag: string): string | undefined {
  const name = affixedName(place, tag);
  if (!fits(name, place.zoneName)) return undefined;
  const marked = markedEndpoint(name, place.ownership);
  return marked?.tag === tag && marked.name === markedLabels(place).join('.').toLowerCase() ? name : undefined;
}

function markedLabels({ record, ownership }: OwnedPlace): readonly string[] {
  const [first = '', ...rest] = record.name.split('.');
  const { wildcardReplacement } = ownership;
  return [first === '*' && wildcardReplacement !== '' ? wildcardReplacement : first, ...rest];
}

function affixedName(place: OwnedPlace, tag: string): string {
  const [label = '', ...rest] = markedLabels(place);
  const { prefix, suffix } = place.ownership;
  const inAffix = prefix.includes(typeTemplate) || suffix.includes(typeTemplate);
  const stem = tag === '' || inAffix ? label : `${tag}-${label}`;
  const affixed = [prefix, stem, suffix].map((part) => part.replaceAll(typeTemplate, tag)).join('');
  return [affixed, ...rest].join('.').toLowerCase();
}

function fits(name: string, zoneName: string): boolean {
  const labelsFit = name.split('.').every((label) => label !== '' && label.length <= labelLimitBytes);
  return labelsFit && name.length <= nameLimitBytes && name.endsWith(`.${zoneName}`);
}

/**
 * `_fl-<26 base32 characters>.<parent>`; inside the zone where the parent leaves no room, or lies outside (the apex).
 */
export function hashedName({ record, zoneName }: OwnedPlace): string {
  const digest = createHash('sha256').update(`${record.type.toLowerCase()} ${record.name}`).digest();
  const label = `_fl-${base32(digest).slice(0, hashCharacters)}`;
  const parent = record.name.slice(record.name.indexOf('.') + 1);
  const name = `${label}.${parent}`;
  return fits(name, zoneName) ? name : `${label}.${zoneName}`;
}
