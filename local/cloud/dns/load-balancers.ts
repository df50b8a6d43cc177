import { createHash } from 'node:crypto';
import { elbZoneOf } from '#shared/domain/elb-zones.ts';

/** The addresses an alias target outside our zones has. */
export interface AliasAddresses {
  readonly a: readonly string[];
  readonly aaaa: readonly string[];
}

/** Gives the addresses of an alias target, or undefined when it has none. */
export type ResolveAlias = (dnsName: string) => AliasAddresses | undefined;

/**
 * Invents stable addresses for a load balancer's name: two from the documentation ranges (RFC 5737), and two from 2001:db8::/32
 * (RFC 3849) when the name begins with `dualstack.`. The prefix changes nothing else: both names are one load balancer.
 */
export function inventAddresses(dnsName: string): AliasAddresses | undefined {
  if (elbZoneOf(dnsName) === undefined) return undefined;
  const name = dnsName.toLowerCase().replace(/\.$/, '');
  const isDualStack = name.startsWith('dualstack.');
  const hash = createHash('sha256')
    .update(name.replace(/^dualstack\./, ''))
    .digest();
  const host = (at: number): number => 1 + ((hash[at] ?? 0) % 254);
  const group = (at: number): string => hash.readUInt16BE(at).toString(16);
  return {
    a: [`192.0.2.${host(0)}`, `198.51.100.${host(1)}`],
    aaaa: isDualStack ? [`2001:db8:${group(2)}::1`, `2001:db8:${group(4)}::2`] : [],
  };
}
