/** What S3 answers instead of doing what was asked. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Amazon S3 API reference, "List of error codes". */
export const refusals = {
  accessDenied: { status: 403, code: 'AccessDenied', message: 'Access Denied' },
  noSuchBucket: { status: 404, code: 'NoSuchBucket', message: 'The specified bucket does not exist' },
  noSuchKey: { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' },
  preconditionFailed: {
    status: 412,
    code: 'PreconditionFailed',
    message: 'At least one of the pre-conditions you specified did not hold',
  },
  keyTooLong: { status: 400, code: 'KeyTooLongError', message: 'Your key is too long' },
  missingContentHash: {
    status: 400,
    code: 'InvalidRequest',
    message: 'Missing required header for this request: x-amz-content-sha256',
  },
  contentHashMismatch: {
    status: 400,
    code: 'XAmzContentSHA256Mismatch',
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
  },
  notImplemented: {
    status: 501,
    code: 'NotImplemented',
    message: 'A header you provided implies functionality that is not implemented',
  },
  /** What the real service has and this model does not. */
  notModelled: (what: string): Refusal => ({
    status: 501,
    code: 'NotImplemented',
    message: `The strict local S3 does not model ${what}`,
  }),
} as const;
