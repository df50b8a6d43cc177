import type { Target } from './site.ts';

/**
 * Whether a target leads to the load balancer of a DNS name: by an alias or a CNAME, by its plain name or by `dualstack.`
 * in front of it, which answers with its IPv6 addresses too (Elastic Load Balancing, "IP address types").
 */
export function leadsTo(target: Target | undefined, dnsName: string): boolean {
  if (target === undefined || target.kind === 'addresses') return false;
  return plainName(target.kind === 'alias' ? target.alias.dnsName : target.name) === plainName(dnsName);
}

const plainName = (name: string): string => name.toLowerCase().replace(/^dualstack\./, '');
