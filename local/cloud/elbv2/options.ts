import type { Route53Request } from '../route53/request.ts';
import type { Fault } from '../route53/route53.ts';
import type { Route53Response } from '../route53/xml-out.ts';
import type { Caller, CallerRefusal } from '../sts/callers.ts';
import type { Limits } from './limits.ts';
import type { GivenLoadBalancer } from './load-balancer.ts';
import type { Action } from './operations.ts';
import type { KnownCertificate } from './state.ts';

export interface Elbv2Options {
  readonly loadBalancers: readonly GivenLoadBalancer[];
  /** ACM. */
  readonly certificates: { certificate(arn: string, nowMs: number): KnownCertificate | undefined };
  readonly limits?: Partial<Limits>;
  /** Says whose a request is. Absent: everything belongs to one account. */
  readonly callers?: { callerOf(request: Route53Request, nowMs: number): Caller | CallerRefusal };
  /** Called before anything else; decides by seed. */
  readonly faults?: (request: Route53Request, nowMs: number) => Fault;
  readonly onRequest?: (handled: {
    readonly action: Action | 'unknown';
    readonly request: Route53Request;
    readonly response: Route53Response;
    readonly nowMs: number;
  }) => void;
}
