import { canonicalAddress, isPrivateAddress } from '#shared/domain/address.ts';
import type { Edge } from '#shared/domain/configuration.ts';
import { aliasFor } from '#shared/domain/elb-zones.ts';
import { readHost } from '#shared/domain/host-name.ts';
import type { Ingress, LoadBalancer } from '#shared/domain/objects.ts';
import type { Target } from '#shared/domain/site.ts';
import { annotationOf, isOversized, listOf } from './annotations/annotation.ts';
import { quoted } from './text.ts';
import type { WishContext } from './types.ts';

/** Where a host is to point: nowhere known yet, a target, or a target that cannot be written. */
export type FoundTarget = { readonly target?: Target } | { readonly problem: string };

/**
 * Ingress: target annotation > the edge's load balancer or addresses > status. Service: target annotation > the edge's
 * addresses where its own are private > externalIPs > status. Inside the cluster: target annotation > cluster IP.
 */
export function targetOf(object: Ingress | LoadBalancer, edge: Edge | undefined, from: From): FoundTarget {
  const annotation = annotationOf(object, 'target');
  if (annotation !== undefined) return fromAnnotation(annotation.name, annotation.value);
  // What the object asks for is not known, so nothing else may stand in for it.
  if (isOversized(object, 'target')) return {};
  if (object.kind !== '/Service') return edgeTarget(object, edge, from.context);
  return from.isInternal ? addressesTarget([canonicalAddress(object.clusterIP ?? '')]) : ownTarget(object, edge);
}

interface From {
  readonly context: WishContext;
  /** The host is for inside the cluster's network. */
  readonly isInternal: boolean;
}

function fromAnnotation(name: string, value: string): FoundTarget {
  const parts = listOf(value);
  const addresses = parts.map((part) => canonicalAddress(part));
  if (parts.length > 0 && addresses.every((address) => address !== undefined)) return addressesTarget(addresses);
  const [only, second] = parts;
  if (only === undefined) return { problem: `annotation ${name} is empty; write addresses or one host name` };
  if (second !== undefined)
    return { problem: `annotation ${name} mixes or lists host names; write addresses only, or one host name` };
  const read = readHost(only);
  if (!read.ok) return { problem: `annotation ${name} ${quoted(only)} ${read.problem}` };
  if (isNumbered(read.host))
    return { problem: `annotation ${name} ${quoted(only)} is neither an address nor a host name` };
  return nameTarget(read.host);
}

/** No top-level domain is a number (RFC 3696 section 2): such a name is an address with a slip. */
const isNumbered = (host: string): boolean => /(^|\.)\d+$/.test(host);

function edgeTarget(ingress: Ingress, edge: Edge | undefined, context: WishContext): FoundTarget {
  const balancer = edge?.loadBalancer;
  if (edge === undefined || balancer === undefined) return statusTarget(ingress);
  if ('addresses' in balancer) return addressesTarget(balancer.addresses.map((one) => canonicalAddress(one)));
  const name = 'use' in balancer ? balancer.use : context.loadBalancers[edge.name];
  if (name === undefined) return statusTarget(ingress);
  const { dnsName, hostedZoneId, dualStack } = name;
  return { target: { kind: 'alias', alias: { dnsName, hostedZoneId, evaluateTargetHealth: true }, dualStack } };
}

function ownTarget(service: LoadBalancer, edge: Edge | undefined): FoundTarget {
  const own = [...service.externalIPs, ...service.addresses.flatMap(({ ip }) => (ip === undefined ? [] : [ip]))];
  const named = service.addresses.some(({ hostname }) => hostname !== undefined);
  const isPrivate = !named && own.length > 0 && own.every(isPrivateAddress);
  if (isPrivate && edge !== undefined && 'addresses' in edge.loadBalancer) {
    return addressesTarget(edge.loadBalancer.addresses.map((one) => canonicalAddress(one)));
  }
  const external = service.externalIPs.map((one) => canonicalAddress(one));
  return external.some((one) => one !== undefined) ? addressesTarget(external) : statusTarget(service);
}

/** Addresses before names: a name beside them would be refused as a CNAME. Of several names the first by text. */
function statusTarget({ addresses }: Ingress | LoadBalancer): FoundTarget {
  const found = addressesTarget(addresses.map(({ ip }) => canonicalAddress(ip ?? '')));
  if (found.target !== undefined) return found;
  const names = addresses.flatMap(({ hostname }) => {
    const read = readHost(hostname ?? '');
    return read.ok && !isNumbered(read.host) ? [read.host] : [];
  });
  const [first] = names.sort();
  return first === undefined ? {} : nameTarget(first);
}

function addressesTarget(addresses: readonly (string | undefined)[]): { readonly target?: Target } {
  const known = [...new Set(addresses.filter((address) => address !== undefined))].sort();
  return known.length === 0 ? {} : { target: { kind: 'addresses', addresses: known } };
}

function nameTarget(name: string): { readonly target: Target } {
  const alias = aliasFor(name);
  return { target: alias === undefined ? { kind: 'name', name } : { kind: 'alias', ...alias } };
}
