import type { Action } from './operations.ts';

/** What the model may be told to be stricter or looser about. */
export interface Limits {
  /** Certificates in one account and region; expired and revoked ones count. */
  readonly certificates: number;
  /** Requests in 365 days; deleting gives nothing back. */
  readonly requestsPerYear: number;
  readonly namesPerCertificate: number;
  readonly requestsPerSecond: Readonly<Record<Action, number>>;
  /** How long after a request nothing can be read about the certificate. */
  readonly unknownMs: number;
  /** How long after a request its validation records are missing. */
  readonly recordsAfterMs: number;
  readonly validityMs: number;
  readonly renewBeforeMs: number;
}

const dayMs = 86_400_000;

/**
 * Sources: ACM User Guide, "Quotas" (2,500 certificates, 5,000 requests in 365 days, 10 names; requests per second of each action);
 * API reference, RequestCertificate ("there is a delay of several seconds before you can retrieve information") and DomainValidation
 * (the record is missing at first); User Guide, document history of 2026-02-18 (198 days) and "Renewal for domains validated by DNS"
 * (45 days before the end). Assumption: the delays, which nobody publishes.
 */
export const defaultLimits: Limits = {
  certificates: 2500,
  requestsPerYear: 5000,
  namesPerCertificate: 10,
  requestsPerSecond: {
    RequestCertificate: 5,
    DescribeCertificate: 10,
    ListCertificates: 8,
    ListTagsForCertificate: 10,
    AddTagsToCertificate: 5,
    DeleteCertificate: 10,
  },
  unknownMs: 500,
  recordsAfterMs: 1500,
  validityMs: 198 * dayMs,
  renewBeforeMs: 45 * dayMs,
};

/** API reference, RequestCertificate: "Idempotency tokens time out after one hour." */
export const tokenMs = 3_600_000;
/** User Guide, "DNS validation": a name that is not validated within 72 hours is VALIDATION_TIMED_OUT. */
export const validationTimeOutMs = 72 * 3_600_000;
export const yearMs = 365 * dayMs;
