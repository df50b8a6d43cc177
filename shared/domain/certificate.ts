/** What ACM can make a key of on request (ACM API reference, RequestCertificate, KeyAlgorithm). */
export type KeyAlgorithm = 'RSA_2048' | 'EC_prime256v1' | 'EC_secp384r1';

/** ACM API reference, CertificateDetail, Status. */
export type CertificateStatus =
  | 'PENDING_VALIDATION'
  | 'ISSUED'
  | 'INACTIVE'
  | 'EXPIRED'
  | 'VALIDATION_TIMED_OUT'
  | 'REVOKED'
  | 'FAILED';

/** The CNAME that shows ACM that a name is ours; it must stay for as long as a certificate has the name. */
export interface Validation {
  /** The name on the certificate, `*.` included. */
  readonly domain: string;
  readonly status: 'PENDING_VALIDATION' | 'SUCCESS' | 'FAILED';
  /** Absent for some seconds after a request. Names without the final dot. */
  readonly record?: { readonly name: string; readonly value: string };
}

/** A certificate as ACM tells it. Names are lower case, sorted, each once. Times are epoch milliseconds. */
export interface ObservedCertificate {
  readonly arn: string;
  readonly names: readonly string[];
  readonly status: CertificateStatus;
  readonly type: 'AMAZON_ISSUED' | 'IMPORTED' | 'PRIVATE';
  /** As ACM writes it; others than we request may be there. */
  readonly keyAlgorithm: string;
  readonly createdMs?: number;
  readonly notBeforeMs?: number;
  readonly notAfterMs?: number;
  /** ARNs of what uses it; eventually consistent. */
  readonly inUseBy: readonly string[];
  /** Only where it failed: CAA_ERROR and others. */
  readonly failureReason?: string;
  readonly validations: readonly Validation[];
  readonly renewal?: { readonly status: string; readonly reason?: string };
}

/** What a list of ACM says of a certificate: enough to know whether it must be looked at. */
export interface CertificateSummary {
  readonly arn: string;
  readonly status: CertificateStatus;
  readonly inUse: boolean;
  readonly type: ObservedCertificate['type'];
  readonly keyAlgorithm: string;
  /** At most 100 of them, see `hasMoreNames`. */
  readonly names: readonly string[];
  readonly hasMoreNames: boolean;
  readonly createdMs?: number;
  readonly notBeforeMs?: number;
  readonly notAfterMs?: number;
}

export type Tags = Readonly<Record<string, string>>;
