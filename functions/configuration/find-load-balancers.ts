import type { FoundLoadBalancers } from '#shared/configuration/in-force.ts';
import type { CheckedConfiguration, CheckedEdge } from '#shared/domain/configuration.ts';
import type { LoadBalancerInUse, SoughtLoadBalancer } from '#shared/domain/edge-target.ts';
import type { ObservedLoadBalancer } from '#shared/domain/load-balancer.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';
import { PermanentError } from '#shared/errors/kinds.ts';
import type { LoadBalancerSearch, SearchFor } from './ports.ts';

export interface Surroundings {
  /** What the deployment made, by edge. */
  readonly made: FoundLoadBalancers;
  readonly searchFor: SearchFor;
}

/**
 * The load balancers that a configuration asks to be made or found, and the listeners of those that certificates are
 * put on.
 * @throws ConfigurationError with one line for every edge whose load balancer cannot be found; RetryableError and
 * ThrottledError where Elastic Load Balancing cannot be asked now.
 */
export async function findLoadBalancers(
  { edges, hub }: CheckedConfiguration,
  { made, searchFor }: Surroundings,
): Promise<FoundLoadBalancers> {
  const found: Record<string, LoadBalancerInUse> = {};
  const problems: string[] = [];
  for (const [index, edge] of edges.entries()) {
    const answer = made[edge.name] ?? (await findFor(edge, () => searchFor(edge, hub.region)));
    if (typeof answer === 'string') problems.push(`edges[${index}].loadBalancer${answer}`);
    else if (answer !== undefined) found[edge.name] = answer;
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return found;
}

type Answer = LoadBalancerInUse | string | undefined;

/** A text says what is wrong; undefined: nothing has to be asked. */
async function findFor(edge: CheckedEdge, search: () => LoadBalancerSearch): Promise<Answer> {
  const { loadBalancer, certificates } = edge;
  if (!('use' in loadBalancer)) return undefined;
  const { use } = loadBalancer;
  try {
    if (!('dnsName' in use)) return await sought(use, search());
    if (use.arn === undefined || use.tls !== undefined || certificates.mode === 'off') return undefined;
    return { ...use, tls: { listeners: await tlsListeners(use.arn, search()) } };
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return `.use: cannot be asked for (${error.message}) – grant elasticloadbalancing:Describe* to the role of the edge`;
  }
}

async function sought(use: SoughtLoadBalancer, search: LoadBalancerSearch): Promise<Answer> {
  if ('arn' in use) {
    const one = await search.byArn(use.arn);
    return one === undefined ? '.use.arn: there is no such load balancer – write the ARN of one' : inUse(one, search);
  }
  const all = await search.byTags(use.tags);
  const [only, second] = all;
  if (only === undefined) return '.use.tags: no load balancer carries all of them – add them to one, or write its arn';
  if (second === undefined) return inUse(only, search);
  const names = all.map(({ arn }) => arn).sort();
  return `.use.tags: ${all.length} load balancers carry them (${names.slice(0, 3).join(', ')}) – add a tag that only one has, or write its arn`;
}

async function inUse(one: ObservedLoadBalancer, search: LoadBalancerSearch): Promise<Answer> {
  const { arn, dnsName, hostedZoneId, dualStack, type } = one;
  if (type === 'gateway') return '.use: is a Gateway Load Balancer – name an Application or Network Load Balancer';
  return { dnsName, hostedZoneId, dualStack, arn, tls: { listeners: await tlsListeners(arn, search) } };
}

/** HTTPS of an Application, TLS of a Network Load Balancer. */
async function tlsListeners(arn: string, search: LoadBalancerSearch): Promise<readonly string[]> {
  const listeners = (await search.listeners(arn)) ?? [];
  const ending = listeners.filter(({ defaultCertificate }) => defaultCertificate !== undefined);
  return ending.map((listener) => listener.arn).sort();
}
