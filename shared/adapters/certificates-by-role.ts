import { AcmCertificates, type AcmOptions } from './acm.ts';
import type { StsOptions } from './assumed-role.ts';
import { type Access, byRole } from './by-role.ts';
import { ElasticLoadBalancers } from './elbv2.ts';

type Options = Omit<AcmOptions, 'region'> & StsOptions;
/** A role, if any, and a region. */
type RegionAccess = Access & { readonly region: string };

/** ACM by role and region. `endpoint` is that of ACM and STS both; `region` of the options is where STS is asked. */
export const certificatesByRole = (options: Options): ((access: RegionAccess) => AcmCertificates) =>
  byRole(
    options,
    (credentials, region = '') => new AcmCertificates({ ...configOf(options), ...given(credentials), region }),
  );

/** Elastic Load Balancing by role and region, as `certificatesByRole`. */
export const loadBalancersByRole = (options: Options): ((access: RegionAccess) => ElasticLoadBalancers) =>
  byRole(
    options,
    (credentials, region = '') => new ElasticLoadBalancers({ ...configOf(options), ...given(credentials), region }),
  );

function configOf(options: Options): Omit<AcmOptions, 'region'> {
  const { clock: _, region: __, ...config } = options;
  return config;
}

const given = (credentials: AcmOptions['credentials']) => (credentials === undefined ? {} : { credentials });
