import { createHash } from 'node:crypto';
import type { Configuration, Edge } from '#shared/domain/configuration.ts';
import { elbZones } from '#shared/domain/elb-zones.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';
import type { LoadBalancerName } from '../../functions/claims/wishes/types.ts';

/**
 * A load balancer for each edge that a deployment would make one for: the name is invented and always the same for the
 * same edge, its hosted zone is the real one of the region.
 * @throws ConfigurationError for a region whose hosted zone is not known.
 */
export function inventLoadBalancers(configuration: Configuration): Readonly<Record<string, LoadBalancerName>> {
  const created = configuration.edges.filter(({ loadBalancer }) => 'create' in loadBalancer);
  return Object.fromEntries(created.map((edge) => [edge.name, inventFor(edge, configuration)]));
}

function inventFor(edge: Edge, { hub }: Configuration): LoadBalancerName {
  const region = edge.region ?? hub.region;
  const hostedZoneId = elbZones[region]?.application;
  if (hostedZoneId === undefined) {
    throw new ConfigurationError([
      `edges (${edge.name}): the sandbox knows no load balancers in ${region} – use a region such as eu-central-1`,
    ]);
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([hub.account, region, edge.name]))
    .digest();
  const number = String(digest.readUIntBE(0, 6) % 10_000_000_000).padStart(10, '0');
  const suffix = region.startsWith('cn-') ? '.cn' : '';
  // The form of the real ones: `<name of at most 32 characters>-<number>.<region>.elb.amazonaws.com`.
  const name = `${`fl-${edge.name}`.slice(0, 32).replace(/-+$/, '')}-${number}`;
  return { dnsName: `${name}.${region}.elb.amazonaws.com${suffix}`, hostedZoneId, dualStack: false };
}
