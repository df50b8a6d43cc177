import type { CheckedConfiguration, CheckedEdge } from '#shared/domain/configuration.ts';
import type { CreatedLoadBalancer } from '#shared/domain/edge-target.ts';
import type { Place } from '../place.ts';

/** An edge whose load balancer is to be made. */
export interface CreatedEdge extends CheckedEdge {
  readonly loadBalancer: { readonly create: CreatedLoadBalancer };
}

export const isCreated = (edge: CheckedEdge): edge is CreatedEdge => 'create' in edge.loadBalancer;

export interface EdgeProps {
  readonly configuration: CheckedConfiguration;
  readonly edge: CreatedEdge;
  readonly place: Place;
}
