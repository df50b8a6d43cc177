import { canonicalAddress } from '#shared/domain/address.ts';
import type { Edge } from '#shared/domain/configuration.ts';
import { readHost } from '#shared/domain/host-name.ts';
import type { HostObject } from '#shared/domain/objects.ts';
import type { Target } from '#shared/domain/site.ts';
import { annotationOf, isOversized, listOf } from './annotations/annotation.ts';
import type { Way } from './edges.ts';
import type { Lead } from './lead.ts';
import { addressesTarget, isNumbered, nameTarget, ownTarget, statusTarget } from './own-target.ts';
import { quoted } from './text.ts';

/** Where a host is to point: nowhere known yet, a target, or a target that cannot be written. */
export type FoundTarget = { readonly target?: Target } | { readonly problem: string };

/**
 * A target that is written (of a route at its Gateways, else at the object) goes before all else. Then: Service: the
 * edge's addresses where its own are private > externalIPs > status, or its cluster IP for those inside. Others: the
 * edge's load balancer or addresses > the addresses of what leads to the object, of an Ingress its status.
 */
export function targetOf(object: HostObject, edge: Edge | undefined, way: Way): FoundTarget {
  const leads = leadsTo(edge, way);
  const said = writtenTarget('parentRefs' in object ? leads : [object]);
  if (said !== undefined) return said;
  if (object.kind === '/Service') {
    if (way.kind === 'inside') return addressesTarget([canonicalAddress(object.clusterIP ?? '')]);
    return ownTarget([object], edge);
  }
  return edgeTarget(edge) ?? ('addresses' in object ? statusTarget(object.addresses) : ownTarget(leads));
}

/** Those that stand before the object at this edge; an edge that was asked for by name has them all. */
function leadsTo(edge: Edge | undefined, way: Way): readonly Lead[] {
  const leads = way.kind === 'inside' ? [] : (way.leads ?? []);
  const ofEdge = leads.filter(({ edges }) => edge !== undefined && edges.includes(edge));
  return ofEdge.length > 0 ? ofEdge : leads;
}

/** Where several say something: all their addresses, or the first that says something else. */
function writtenTarget(all: readonly Pick<HostObject, 'annotations' | 'oversized'>[]): FoundTarget | undefined {
  const found = all.flatMap((one): FoundTarget | [] => {
    const annotation = annotationOf(one, 'target');
    if (annotation !== undefined) return fromAnnotation(annotation.name, annotation.value);
    // What is asked for is not known, so nothing else may stand in for it.
    return isOversized(one, 'target') ? {} : [];
  });
  const addresses: string[] = [];
  for (const one of found) {
    if (!('target' in one) || one.target?.kind !== 'addresses') return one;
    addresses.push(...one.target.addresses);
  }
  return found.length === 0 ? undefined : addressesTarget(addresses);
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

/** Undefined where there is no edge. */
function edgeTarget(edge: Edge | undefined): FoundTarget | undefined {
  if (edge === undefined) return undefined;
  const { loadBalancer } = edge;
  if ('addresses' in loadBalancer) return addressesTarget(loadBalancer.addresses.map((one) => canonicalAddress(one)));
  // A document of an earlier version may still name one that it does not know.
  if (!('use' in loadBalancer)) return undefined;
  const { dnsName, hostedZoneId, dualStack } = loadBalancer.use;
  return { target: { kind: 'alias', alias: { dnsName, hostedZoneId, evaluateTargetHealth: true }, dualStack } };
}
