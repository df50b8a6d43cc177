import { classifySdkError, type FarSide, type Meaning } from './sdk-errors.ts';

const wrong: Meaning = { kind: 'permanent', reason: 'Refused', scope: 'wish' };
const quota: Meaning = { kind: 'permanent', reason: 'QuotaReached', scope: 'surroundings' };

/** Codes of the ACM API reference. A rate is per second and action (User Guide, "Quotas"): two seconds are enough to be heard again. */
const acm: FarSide = {
  name: 'ACM',
  throttleMs: 2000,
  codes: {
    LimitExceededException: quota,
    TooManyTagsException: wrong,
    InvalidTagException: wrong,
    InvalidParameterException: wrong,
    InvalidDomainValidationOptionsException: wrong,
    InvalidArnException: wrong,
    ValidationException: wrong,
    TagPolicyException: { kind: 'permanent', reason: 'Refused', scope: 'surroundings' },
    ConflictException: { kind: 'retryable' },
  },
};

/** The one table from ACM's codes and statuses to the kinds of errors. */
export const classifyAcmError = (call: 'read' | 'change', error: unknown): Error => classifySdkError(acm, call, error);
