import type { Edge } from '#shared/domain/configuration.ts';
import type { OversizedAnnotation, StatusAddress } from '#shared/domain/object-meta.ts';
import type { Entrance, RouteParent } from '#shared/domain/routes.ts';
import { edgesOf } from './cluster-edges.ts';
import type { WishContext } from './types.ts';

/** Something that stands before an object and leads to it: a Gateway, the Service of a Traefik. */
export interface Lead {
  /** The edges that it belongs to. */
  readonly edges: readonly Edge[];
  /** Where the target may be written. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly oversized: readonly OversizedAnnotation[];
  readonly externalIPs: readonly string[];
  readonly addresses: readonly StatusAddress[];
}

/** By the edge's `gateways`, or by the class of the Gateway; what a ListenerSet says goes before what its Gateway says. */
export function gatewayLead({ annotations, oversized = [], gateway }: RouteParent, context: WishContext): Lead {
  const { key = '', className, addresses = [] } = gateway ?? {};
  const edges = edgesOf(context).filter(
    ({ gateways, classes }) => gateways.includes(key) || (className !== undefined && classes.includes(className)),
  );
  const isOwn = Object.keys(annotations).length > 0 || oversized.length > 0;
  return {
    edges,
    annotations: isOwn ? annotations : (gateway?.annotations ?? {}),
    oversized: isOwn ? oversized : (gateway?.oversized ?? []),
    externalIPs: [],
    addresses,
  };
}

export const entranceLead = ({ externalIPs, addresses }: Entrance): Lead => ({
  edges: [],
  annotations: {},
  oversized: [],
  externalIPs,
  addresses,
});
