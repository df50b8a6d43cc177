import { canonicalAddress, isIPv4, isPrivateAddress } from '#shared/domain/address.ts';
import type { Edge } from '#shared/domain/configuration.ts';
import { aliasFor } from '#shared/domain/elb-zones.ts';
import { readHost } from '#shared/domain/host-name.ts';
import type { StatusAddress } from '#shared/domain/object-meta.ts';
import type { Target } from '#shared/domain/site.ts';

/** A target of one's own, where there is an address. */
export interface OwnTarget {
  readonly target?: Target;
}

/** What an object of a cluster says of its own addresses. */
export interface Own {
  readonly externalIPs: readonly string[];
  readonly addresses: readonly StatusAddress[];
}

/**
 * externalIPs > status. Behind address translation what a Service has is private: then an edge's fixed addresses are what
 * others reach, of each family for itself (MetalLB with two stacks: a private IPv4, an IPv6 of its own).
 */
export function ownTarget(all: readonly Own[], edge?: Edge): OwnTarget {
  const external = canonical(all.flatMap(({ externalIPs }) => externalIPs));
  const status = all.flatMap(({ addresses }) => addresses);
  const ofStatus = canonical(status.flatMap(({ ip }) => ip ?? []));
  const named = status.some(({ hostname }) => hostname !== undefined);
  const fixed = edge !== undefined && 'addresses' in edge.loadBalancer ? canonical(edge.loadBalancer.addresses) : [];
  const known = [...external, ...ofStatus];
  const own = external.length > 0 ? external : ofStatus;
  if (fixed.length === 0 || named || own.length === 0)
    return own.length > 0 ? addressesTarget(own) : statusTarget(status);
  if (known.every(isPrivateAddress)) return addressesTarget(fixed);
  return addressesTarget(
    [isIPv4, isIPv6].flatMap((isFamily) => {
      const mine = own.filter(isFamily);
      const instead = fixed.filter(isFamily);
      return mine.length > 0 && mine.every(isPrivateAddress) && instead.length > 0 ? instead : mine;
    }),
  );
}

const isIPv6 = (address: string): boolean => !isIPv4(address);

const canonical = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => canonicalAddress(text) ?? []);

/** Addresses before names: a name beside them would be refused as a CNAME. Of several names the first by text. */
export function statusTarget(addresses: readonly StatusAddress[]): OwnTarget {
  const found = addressesTarget(canonical(addresses.flatMap(({ ip }) => ip ?? [])));
  if (found.target !== undefined) return found;
  const names = addresses.flatMap(({ hostname }) => {
    const read = readHost(hostname ?? '');
    return read.ok && !isNumbered(read.host) ? [read.host] : [];
  });
  const [first] = names.sort();
  return first === undefined ? {} : nameTarget(first);
}

/** No top-level domain is a number (RFC 3696 section 2): such a name is an address with a slip. */
export const isNumbered = (host: string): boolean => /(^|\.)\d+$/.test(host);

export function addressesTarget(addresses: readonly (string | undefined)[]): OwnTarget {
  const known = [...new Set(addresses.filter((address) => address !== undefined))].sort();
  return known.length === 0 ? {} : { target: { kind: 'addresses', addresses: known } };
}

export function nameTarget(name: string): { readonly target: Target } {
  const alias = aliasFor(name);
  return { target: alias === undefined ? { kind: 'name', name } : { kind: 'alias', ...alias } };
}
