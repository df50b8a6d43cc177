import type { CheckedEdge } from '#shared/domain/configuration.ts';
import type { ObservedListener, ObservedLoadBalancer } from '#shared/domain/load-balancer.ts';

/** Elastic Load Balancing in the region and with the role of an edge. Methods throw ThrottledError, RetryableError or PermanentError. */
export interface LoadBalancerSearch {
  /** Undefined: there is none. */
  byArn(arn: string): Promise<ObservedLoadBalancer | undefined>;
  /** Those that carry all these tags. */
  byTags(tags: Readonly<Record<string, string>>): Promise<readonly ObservedLoadBalancer[]>;
  /** Undefined: there is no such load balancer. */
  listeners(loadBalancerArn: string): Promise<readonly ObservedListener[] | undefined>;
}

export type SearchFor = (edge: CheckedEdge, hubRegion: string) => LoadBalancerSearch;
