/** How a certificate with these names answers for a host: by its very name, or by a wildcard of one label (RFC 6125, 6.4.3). */
export type Cover = 'exact' | 'wildcard';

/** Undefined: it does not. A wildcard host is answered for by its own name only. */
export function coverOf(names: readonly string[], host: string): Cover | undefined {
  if (names.includes(host)) return 'exact';
  if (host.startsWith('*.')) return undefined;
  return names.includes(wildcardOver(host)) ? 'wildcard' : undefined;
}

/** `*.example.com` of `www.example.com`. */
export const wildcardOver = (host: string): string => `*.${parentOf(host)}`;

export const parentOf = (host: string): string => host.slice(host.indexOf('.') + 1);
