import type { Configuration } from '#shared/domain/configuration.ts';
import type { LoadBalancerName } from './wishes/types.ts';

/** What claims cannot know from the table. */
export interface ClaimsPorts {
  /** Names of the load balancers that a deployment made, by edge; one that is missing is not known yet. */
  loadBalancers(configuration: Configuration): Promise<Readonly<Record<string, LoadBalancerName>>>;
}
