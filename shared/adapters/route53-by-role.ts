import { assumedRole, type Role, type StsOptions } from './assumed-role.ts';
import { Route53HostedZones, type Route53Options } from './route53.ts';

/** How a zone is reached: by its account's role, or, without one, with our own credentials. */
type Access = Partial<Role>;

/**
 * Hosted zones by role: one client, and one set of credentials, for each role and external id, made when first asked for.
 * `endpoint` is that of Route 53 and STS both; `region` is where STS is asked.
 */
export function hostedZonesByRole(options: Route53Options & StsOptions): (access: Access) => Route53HostedZones {
  const { clock: _, region: __, ...ours } = options;
  const clients = new Map<string, Route53HostedZones>();
  return ({ roleArn, externalId }) => {
    const name = JSON.stringify([roleArn, externalId]);
    const known = clients.get(name);
    if (known !== undefined) return known;
    const role = roleArn === undefined ? undefined : { roleArn, ...(externalId === undefined ? {} : { externalId }) };
    const made = new Route53HostedZones(
      role === undefined ? ours : { ...ours, credentials: assumedRole(role, options) },
    );
    clients.set(name, made);
    return made;
  };
}
