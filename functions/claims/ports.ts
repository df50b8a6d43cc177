import type { Configuration } from '#shared/domain/configuration.ts';
import type { SiteKey } from '#shared/domain/site.ts';
import type { Facts } from '#shared/runtime/facts.ts';
import type { LoadBalancerName } from './wishes/types.ts';

/** What claims cannot know from the table. */
export interface ClaimsPorts {
  /** Names of the load balancers that a deployment made, by edge; one that is missing is not known yet. */
  loadBalancers(configuration: Configuration): Promise<Readonly<Record<string, LoadBalancerName>>>;
  /** Whether an edge could serve a site now, with a certificate where it needs one: a site moves there only then. */
  edgeServes(site: SiteKey, edge: string): Promise<boolean>;
  readonly facts: Facts;
}
