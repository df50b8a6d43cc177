import type { CheckedEdge } from '#shared/domain/configuration.ts';
import type { ObservedListener, ObservedLoadBalancer } from '#shared/domain/load-balancer.ts';

/** Elastic Load Balancing in one region by one role. Methods throw ThrottledError, RetryableError or PermanentError. */
export interface LoadBalancerSearch {
  /** Those of these ARNs that there are. */
  describe(arns: readonly string[]): Promise<readonly ObservedLoadBalancer[]>;
  /** Those that carry all these tags. */
  tagged(tags: Readonly<Record<string, string>>): Promise<readonly ObservedLoadBalancer[]>;
  /** Undefined: there is no such load balancer. */
  listeners(loadBalancerArn: string): Promise<readonly ObservedListener[] | undefined>;
}

/** The search in the region of an edge, with its role. */
export type SearchFor = (edge: CheckedEdge, hubRegion: string) => LoadBalancerSearch;
