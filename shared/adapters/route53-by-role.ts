import type { Role, StsOptions } from './assumed-role.ts';
import { byRole } from './by-role.ts';
import { Route53HostedZones, type Route53Options } from './route53.ts';

/** Hosted zones by role. `endpoint` is that of Route 53 and STS both; `region` is where STS is asked. */
export function hostedZonesByRole(options: Route53Options & StsOptions): (access: Partial<Role>) => Route53HostedZones {
  const { clock: _, region: __, ...ours } = options;
  return byRole(
    options,
    (credentials) => new Route53HostedZones(credentials === undefined ? ours : { ...ours, credentials }),
  );
}
