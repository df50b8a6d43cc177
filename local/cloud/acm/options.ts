import type { ModelOptions } from '../model-options.ts';
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

/** Without `callers` everything belongs to one account. */
export interface AcmOptions extends ModelOptions<Action> {
  /** Public DNS, which decides what is issued. */
  readonly names: PublicNames;
  readonly users?: CertificateUsers;
  readonly certificates?: readonly GivenCertificate[];
  readonly limits?: Partial<Limits>;
  readonly onAvailable?: (event: CertificateAvailable) => void;
}
