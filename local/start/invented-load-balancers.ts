import { createHash } from 'node:crypto';
import { type FoundLoadBalancers, knownTarget } from '#shared/configuration/in-force.ts';
import type { CheckedConfiguration, CheckedEdge } from '#shared/domain/configuration.ts';
import type { LoadBalancerInUse } from '#shared/domain/edge-target.ts';
import { elbZones } from '#shared/domain/elb-zones.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';

/**
 * A load balancer for each edge that a deployment would make or find one for: name and ARNs are invented and always the
 * same for the same edge, its hosted zone is the real one of the region.
 * @throws ConfigurationError for a region whose hosted zone is not known.
 */
export function inventLoadBalancers(configuration: CheckedConfiguration): FoundLoadBalancers {
  const unknown = configuration.edges.filter((edge) => knownTarget(edge) === undefined);
  return Object.fromEntries(unknown.map((edge) => [edge.name, inventFor(edge, configuration)]));
}

function inventFor(edge: CheckedEdge, { hub }: CheckedConfiguration): LoadBalancerInUse {
  const region = edge.region ?? hub.region;
  const isNetwork = kindOf(edge) === 'net';
  const hostedZoneId = elbZones[region]?.[isNetwork ? 'network' : 'application'];
  if (hostedZoneId === undefined) {
    throw new ConfigurationError([
      `edges (${edge.name}): the sandbox knows no load balancers in ${region} – use a region such as eu-central-1`,
    ]);
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([hub.account, region, soughtArn(edge) ?? edge.name]))
    .digest();
  const number = String(digest.readUIntBE(0, 6) % 10_000_000_000).padStart(10, '0');
  const china = region.startsWith('cn-');
  const name = soughtArn(edge)?.split('/').at(-2) ?? `fl-${edge.name}`.slice(0, 32).replace(/-+$/, '');
  // The forms of the real ones; a Network Load Balancer's puts `elb` before the region.
  const place = isNetwork ? `elb.${region}` : `${region}.elb`;
  const account = edge.roleArn?.split(':')[4] ?? hub.account;
  const of = `arn:aws${china ? '-cn' : ''}:elasticloadbalancing:${region}:${account}:loadbalancer`;
  const arn = soughtArn(edge) ?? `${of}/${kindOf(edge)}/${name}/${digest.toString('hex', 0, 8)}`;
  return {
    dnsName: `${name}-${number}.${place}.amazonaws.com${china ? '.cn' : ''}`,
    hostedZoneId,
    dualStack: 'create' in edge.loadBalancer && edge.loadBalancer.create.dualStack,
    arn,
    tls: { listeners: [`${arn.replace(':loadbalancer/', ':listener/')}/${digest.toString('hex', 8, 16)}`] },
  };
}

/** As ARNs write it. */
function kindOf(edge: CheckedEdge): 'app' | 'net' {
  if (soughtArn(edge)?.includes(':loadbalancer/net/') === true) return 'net';
  return 'create' in edge.loadBalancer && edge.loadBalancer.create.type === 'nlb' ? 'net' : 'app';
}

/** Two edges that seek the same one find the same one. */
const soughtArn = ({ loadBalancer }: CheckedEdge): string | undefined =>
  'use' in loadBalancer && 'arn' in loadBalancer.use ? loadBalancer.use.arn : undefined;
