import { parentOf, wildcardOver } from './cover.ts';
import type { EdgeState } from './lane-state.ts';

/**
 * The names of the certificate that is requested for a host, sorted. With wildcards: one for a domain of the edge and
 * all one label beneath, or for the siblings of a deeper host; never for what lies outside the edge's domains.
 */
export function wantedNames(host: string, { domains, settings }: EdgeState): readonly string[] {
  if (settings.names === 'host') return [host];
  const plain = host.startsWith('*.') ? parentOf(host) : host;
  const domain = domains
    .filter((one) => plain === one || plain.endsWith(`.${one}`))
    .sort((a, b) => b.length - a.length)[0];
  if (domain === undefined) return [host];
  if (plain === domain || (plain === host && parentOf(host) === domain)) return [`*.${domain}`, domain];
  return [plain === host ? wildcardOver(host) : host];
}

/** The common name comes first and takes 64 octets at most (ACM API reference, RequestCertificate, DomainName). */
export const commonNameLimit = 64;

/** With the shortest first; undefined: none of them fits into the common name. */
export function inCommonOrder(names: readonly string[]): readonly [string, ...string[]] | undefined {
  const [first, ...rest] = [...names].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return first === undefined || first.length > commonNameLimit ? undefined : [first, ...rest];
}
