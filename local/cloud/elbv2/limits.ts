import type { BucketLimit } from '../route53/buckets.ts';

/** What the model may be told to be stricter or looser about. */
export interface Limits {
  /** Beside the default ones, on all listeners of one application load balancer. */
  readonly certificatesPerApplicationLoadBalancer: number;
  /** The default ones included, on all listeners of one network load balancer. */
  readonly certificatesPerNetworkLoadBalancer: number;
  /** The bucket of all actions that only read. */
  readonly reads: BucketLimit;
  readonly changes: BucketLimit;
  readonly pageSize: number;
  /** How long after its issuance a certificate with an elliptic curve is not found here. */
  readonly freshCurveMs: number;
  /** How long ACM does not hear who uses a certificate. */
  readonly unheardMs: number;
}

/**
 * Sources: User Guides, "Quotas for your Application Load Balancers" (25, "excluding default certificates") and "Quotas for your
 * Network Load Balancers" (25, which does not say that); "Request throttling for the ELB API" (40 at once, 10 a second for actions
 * that do not mutate); kubernetes-sigs/aws-load-balancer-controller#3334 (a fresh ECDSA certificate is CertificateNotFound).
 * Assumptions: how long that lasts, how late InUseBy is, and the bucket of what changes.
 */
export const defaultLimits: Limits = {
  certificatesPerApplicationLoadBalancer: 25,
  certificatesPerNetworkLoadBalancer: 25,
  reads: { capacity: 40, refillPerSecond: 10 },
  changes: { capacity: 20, refillPerSecond: 5 },
  pageSize: 400,
  freshCurveMs: 3000,
  unheardMs: 2000,
};
