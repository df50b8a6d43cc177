import type { Tags } from './certificate.ts';

/** A load balancer as Elastic Load Balancing tells it. */
export interface ObservedLoadBalancer {
  readonly arn: string;
  readonly type: 'application' | 'network' | 'gateway';
  readonly scheme: 'internet-facing' | 'internal';
  /** Lower case, no final dot. */
  readonly dnsName: string;
  /** The canonical hosted zone id, `Z…`. */
  readonly hostedZoneId: string;
  readonly dualStack: boolean;
  readonly tags: Tags;
}

/** A listener; `defaultCertificate` only where it ends TLS. */
export interface ObservedListener {
  readonly arn: string;
  readonly port: number;
  /** HTTPS (application) and TLS (network) take certificates. */
  readonly protocol: string;
  readonly defaultCertificate?: string;
}
