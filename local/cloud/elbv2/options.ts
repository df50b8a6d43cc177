import type { ModelOptions } from '../model-options.ts';
import type { Limits } from './limits.ts';
import type { GivenLoadBalancer } from './load-balancer.ts';
import type { Action } from './operations.ts';
import type { KnownCertificate } from './state.ts';

/** Without `callers` everything belongs to one account. */
export interface Elbv2Options extends ModelOptions<Action> {
  readonly loadBalancers: readonly GivenLoadBalancer[];
  /** ACM. */
  readonly certificates: { certificate(arn: string, nowMs: number): KnownCertificate | undefined };
  readonly limits?: Partial<Limits>;
}
