import type { Route53Request } from '../route53/request.ts';
import type { Fault } from '../route53/route53.ts';
import type { Route53Response } from '../route53/xml-out.ts';
import type { Caller, CallerRefusal } from '../sts/callers.ts';
import type { Place } from './certificate.ts';
import type { Limits } from './limits.ts';
import type { Action } from './operations.ts';
import type { PublicNames } from './public-names.ts';
import type { GivenCertificate } from './seed.ts';

/** What uses certificates, as its own service says it. */
export interface CertificateUsers {
  /** ARNs of load balancers that use a certificate; `known`: as far as ACM has heard by now. */
  usersOf(certificateArn: string, nowMs: number, as: 'known' | 'actual'): readonly string[];
}

/** `ACM Certificate Available` of EventBridge (ACM User Guide, "Supported events"); best effort there. */
export interface CertificateAvailable extends Place {
  readonly arn: string;
  readonly action: 'ISSUANCE' | 'RENEWAL';
}

export interface AcmOptions {
  /** Public DNS, which decides what is issued. */
  readonly names: PublicNames;
  readonly users?: CertificateUsers;
  readonly certificates?: readonly GivenCertificate[];
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
  readonly onAvailable?: (event: CertificateAvailable) => void;
}
