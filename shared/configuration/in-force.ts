import type { CheckedConfiguration, CheckedEdge, Configuration, Edge } from '../domain/configuration.ts';
import type { EdgeTarget, LoadBalancerInUse } from '../domain/edge-target.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';

/** Load balancers that were made or found, by edge. */
export type FoundLoadBalancers = Readonly<Record<string, LoadBalancerInUse>>;

/**
 * The configuration as functions read it: in the place of each load balancer to make or to find stands the one that is
 * there now.
 * @throws ConfigurationError with one line for every edge whose load balancer is not there.
 */
export function inForce(checked: CheckedConfiguration, found: FoundLoadBalancers): Configuration {
  const missing: string[] = [];
  const edges = checked.edges.flatMap((edge, index): readonly Edge[] => {
    const use = found[edge.name];
    const loadBalancer = use === undefined ? knownTarget(edge) : { use };
    if (loadBalancer !== undefined) return [{ ...edge, loadBalancer }];
    missing.push(
      `edges[${index}].loadBalancer: its load balancer is not there – deploy the edges' stack first, or mend it`,
    );
    return [];
  });
  if (missing.length > 0) throw new ConfigurationError(missing);
  return { ...checked, edges };
}

/** What is written out whole; undefined: it has to be made or found. */
export function knownTarget({ loadBalancer }: CheckedEdge): EdgeTarget | undefined {
  if ('addresses' in loadBalancer) return loadBalancer;
  if ('create' in loadBalancer) return undefined;
  const { use } = loadBalancer;
  return 'dnsName' in use ? { use } : undefined;
}
