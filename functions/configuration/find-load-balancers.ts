import { tagsOfEdge } from '#shared/configuration/edge-tags.ts';
import type { FoundLoadBalancers } from '#shared/configuration/in-force.ts';
import type { CheckedConfiguration, CheckedEdge, Hub, View } from '#shared/domain/configuration.ts';
import type { CreatedLoadBalancer, LoadBalancerInUse } from '#shared/domain/edge-target.ts';
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
    const answer = made[edge.name] ?? (await findFor(edge, { search: () => searchFor(edge, hub.region), hub }));
    if (typeof answer === 'string') problems.push(`edges[${index}].loadBalancer${answer}`);
    else if (answer !== undefined) found[edge.name] = answer;
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return found;
}

/** A text says what is wrong; undefined: nothing has to be asked. */
type Answer = LoadBalancerInUse | string | undefined;

interface Asking {
  readonly search: () => LoadBalancerSearch;
  readonly hub: Hub;
}

async function findFor(edge: CheckedEdge, asking: Asking): Promise<Answer> {
  try {
    return await ask(edge, asking);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return `: cannot be asked for (${error.message}) – grant elasticloadbalancing:Describe* to the role of the edge`;
  }
}

async function ask({ name, view, loadBalancer, certificates }: CheckedEdge, { search, hub }: Asking): Promise<Answer> {
  if ('addresses' in loadBalancer) return undefined;
  // Made where the hub's own deployment does not hear of it: in another account or region.
  if ('create' in loadBalancer) {
    const kind = kindOf(loadBalancer.create, view);
    return tagged(tagsOfEdge(hub, name), { name, search: search(), field: '.create', kind });
  }
  const { use } = loadBalancer;
  if ('tags' in use) return tagged(use.tags, { name, search: search(), field: '.use.tags' });
  const place = { name, field: '.use.arn' };
  if (!('dnsName' in use)) {
    const [one] = await search().describe([use.arn]);
    return one === undefined ? missing(use.arn, place) : inUse(one, { ...place, search: search() });
  }
  if (use.arn === undefined || use.tls !== undefined || certificates.mode === 'off') return undefined;
  const listeners = await tlsListeners(use.arn, search());
  return listeners === undefined ? missing(use.arn, place) : { ...use, tls: { listeners } };
}

interface Place {
  /** The edge's. */
  readonly name: string;
  readonly search: LoadBalancerSearch;
  readonly field: string;
  /** What cannot be changed of one that stands, as far as it is told: another kind is another one, beside the old one. */
  readonly kind?: Kind;
}

type Kind = Pick<ObservedLoadBalancer, 'type' | 'scheme'>;

const kindOf = ({ type }: CreatedLoadBalancer, view: View): Kind => ({
  type: type === 'alb' ? 'application' : 'network',
  scheme: view === 'public' ? 'internet-facing' : 'internal',
});

const missing = (arn: string, { name, field }: Pick<Place, 'name' | 'field'>): string =>
  `${field}: there is no load balancer ${arn} for edge ${name} – write the ARN of one`;

async function tagged(tags: Readonly<Record<string, string>>, place: Place): Promise<Answer> {
  const { search, field, kind } = place;
  const carrying = await search.tagged(tags);
  const all = kind === undefined ? carrying : carrying.filter((one) => isOf(one, kind));
  const [only, second] = all;
  const wanted = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const carry = `carries ${wanted.join(' and ')}`;
  if (only === undefined && kind !== undefined) {
    const others = carrying.length === 0 ? '' : `, of those (${namesOf(carrying)}) that are of another kind`;
    return `${field}: no ${kind.scheme} ${kind.type} load balancer ${carry}${others} – deploy the edges' stack of that account and region first`;
  }
  if (only === undefined) return `${field}: no load balancer ${carry} – tag one, or write its arn`;
  if (second === undefined) return inUse(only, place);
  const instead =
    kind === undefined ? 'leave the tags to one, or write its arn' : 'leave firstlight:edge to one of them';
  return `${field}: ${all.length} load balancers carry ${wanted.join(' and ')} (${namesOf(all)}) – ${instead}`;
}

const isOf = (one: ObservedLoadBalancer, { type, scheme }: Kind): boolean => one.type === type && one.scheme === scheme;

const namesOf = (all: readonly ObservedLoadBalancer[]): string =>
  all
    .map(({ arn }) => arn)
    .sort()
    .slice(0, 3)
    .join(', ');

async function inUse(one: ObservedLoadBalancer, place: Place): Promise<Answer> {
  const { arn, dnsName, hostedZoneId, dualStack, type } = one;
  if (type === 'gateway') return '.use: is a Gateway Load Balancer – name an Application or Network Load Balancer';
  const listeners = await tlsListeners(arn, place.search);
  return listeners === undefined ? missing(arn, place) : { dnsName, hostedZoneId, dualStack, arn, tls: { listeners } };
}

/** HTTPS of an Application, TLS of a Network Load Balancer; undefined: there is no such load balancer. */
async function tlsListeners(arn: string, search: LoadBalancerSearch): Promise<readonly string[] | undefined> {
  const listeners = await search.listeners(arn);
  const ending = listeners?.filter(({ defaultCertificate }) => defaultCertificate !== undefined);
  return ending?.map((listener) => listener.arn).sort();
}
