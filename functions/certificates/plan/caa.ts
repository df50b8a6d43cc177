import type { Hindrance } from './lane-state.ts';

export interface CaaRecord {
  readonly tag: string;
  readonly value: string;
}

/** Any of them lets ACM issue (ACM User Guide, "Configure a CAA record"). */
const issuers = ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com'];

/** The name that CAA records are looked up for, from there upwards (RFC 8659, section 3). */
export const caaNameOf = (name: string): string => (name.startsWith('*.') ? name.slice('*.'.length) : name);

/**
 * Why CAA forbids Amazon to issue for a name; undefined: it does not. Of a wildcard `issuewild` decides where there is
 * one, else `issue`; records that hold neither forbid nothing (RFC 8659, sections 4.2 and 4.3).
 * @param records those that the climb from `caaNameOf(name)` found
 */
export function caaHindrance(name: string, records: readonly CaaRecord[]): Hindrance | undefined {
  const tag = decisiveTag(name, records);
  const values = records.filter((record) => record.tag.toLowerCase() === tag).map(({ value }) => value);
  if (values.length === 0 || values.some((value) => issuers.includes(issuerOf(value)))) return undefined;
  const allowed = values.map(issuerOf).filter((issuer) => issuer !== '');
  const who = allowed.length === 0 ? 'nobody' : `only ${[...new Set(allowed)].join(', ')}`;
  const message = `CAA records let ${who} issue for ${name}; add ${tag} "amazon.com" for ${caaNameOf(name)}, or take them away`;
  return { reason: 'CAAForbids', message };
}

function decisiveTag(name: string, records: readonly CaaRecord[]): 'issue' | 'issuewild' {
  const hasWild = records.some(({ tag }) => tag.toLowerCase() === 'issuewild');
  return name.startsWith('*.') && hasWild ? 'issuewild' : 'issue';
}

/** The domain before any parameters; empty: nobody. */
const issuerOf = (value: string): string => (value.split(';')[0] ?? '').trim().toLowerCase().replace(/\.$/, '');
