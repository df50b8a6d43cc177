import type { CreatedLoadBalancer } from '#shared/domain/edge-target.ts';

export interface Attribute {
  readonly key: string;
  readonly value: string;
}

/**
 * The attributes of a load balancer (Elastic Load Balancing API reference, LoadBalancerAttribute). Those that may be
 * switched off again are always said: CloudFormation leaves what is not said as it was.
 */
export function attributesOf(create: CreatedLoadBalancer): readonly Attribute[] {
  return Object.entries({ ...common(create), ...(create.type === 'alb' ? ofApplication(create) : ofNetwork) }).map(
    ([key, value]) => ({ key, value }),
  );
}

const common = ({ accessLogs }: CreatedLoadBalancer): Record<string, string> => ({
  'deletion_protection.enabled': 'true',
  'access_logs.s3.enabled': String(accessLogs !== undefined),
  ...(accessLogs === undefined ? {} : { 'access_logs.s3.bucket': accessLogs.bucket }),
  ...(accessLogs?.prefix === undefined ? {} : { 'access_logs.s3.prefix': accessLogs.prefix }),
});

const ofApplication = ({ idleTimeoutSeconds }: CreatedLoadBalancer): Record<string, string> => ({
  'idle_timeout.timeout_seconds': String(idleTimeoutSeconds),
  'routing.http.drop_invalid_header_fields.enabled': 'true',
  'routing.http.desync_mitigation_mode': 'defensive',
  // The ingress controller behind decides by the host and tells of the client what the load balancer told it.
  'routing.http.preserve_host_header.enabled': 'true',
  'routing.http.xff_header_processing.mode': 'append',
});

const ofNetwork: Record<string, string> = { 'load_balancing.cross_zone.enabled': 'true' };
