import { createHash } from 'node:crypto';
import type { Configuration, Edge } from '#shared/domain/configuration.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';
import { elbZones } from '../cloud/route53/elb-zones.ts';

/**
 * Puts an existing load balancer in the place of each that a deployment would make: its name is invented and always the
 * same for the same edge, its hosted zone is the real one of the region.
 * @throws ConfigurationError for a region whose hosted zone is not known.
 */
export function inventLoadBalancers(configuration: Configuration): Configuration {
  return { ...configuration, edges: configuration.edges.map((edge) => inventFor(edge, configuration)) };
}

function inventFor(edge: Edge, { hub }: Configuration): Edge {
  if (!('create' in edge.loadBalancer)) return edge;
  const region = edge.region ?? hub.region;
  const zone = elbZones[region]?.application;
  if (zone === undefined) {
    throw new ConfigurationError([
      `edges (${edge.name}): region ${region} has no load balancers that the sandbox knows – use a region such as eu-central-1`,
    ]);
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([hub.account, region, edge.name]))
    .digest();
  const number = String(digest.readUIntBE(0, 6) % 10_000_000_000).padStart(10, '0');
  const suffix = region.startsWith('cn-') ? '.cn' : '';
  // The form of the real ones: `<name of at most 32 characters>-<number>.<region>.elb.amazonaws.com`.
  const name = `${`fl-${edge.name}`.slice(0, 32).replace(/-+$/, '')}-${number}`;
  const dnsName = `${name}.${region}.elb.amazonaws.com${suffix}`;
  return { ...edge, loadBalancer: { use: { dnsName, hostedZoneId: zone, dualStack: false } } };
}
