import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';

type Kind = 'throttled' | 'disturbed' | 'denied' | 'gone';

/** Codes of the Amazon S3 API reference, "Error responses"; what is not here is judged by its HTTP status. */
const kinds: Readonly<Record<string, Kind>> = {
  SlowDown: 'throttled',
  ServiceUnavailable: 'throttled',
  TooManyRequests: 'throttled',
  NoSuchKey: 'disturbed',
  PreconditionFailed: 'disturbed',
  ConditionalRequestConflict: 'disturbed',
  OperationAborted: 'disturbed',
  ExpiredToken: 'disturbed',
  RequestTimeTooSkewed: 'disturbed',
  AccessDenied: 'denied',
  AllAccessDisabled: 'denied',
  InvalidAccessKeyId: 'denied',
  SignatureDoesNotMatch: 'denied',
  CredentialsProviderError: 'denied',
  NoSuchBucket: 'gone',
  PermanentRedirect: 'gone',
};

/** S3 names no pause: "reduce your request rate" (User Guide, "Optimizing Amazon S3 performance"). */
const throttleMs = 2_000;

/**
 * The one table from S3's codes and statuses to the kinds of errors; message text decides nothing. A write without an
 * answer may have been made.
 */
export function classifyS3Error(call: 'read' | 'write', error: unknown): Error {
  if (!(error instanceof Error)) return new RetryableError('S3: no error object', { ambiguous: call === 'write' });
  const text = `S3: ${error.name}: ${error.message}`;
  const status = statusOfS3(error);
  switch (Object.hasOwn(kinds, error.name) ? kinds[error.name] : kindByStatus(status)) {
    case 'throttled':
      return new ThrottledError(text, throttleMs, { cause: error });
    case 'disturbed':
      return new RetryableError(text, { cause: error });
    case 'denied':
      return new PermanentError('AccessDenied', text, { cause: error, scope: 'surroundings' });
    case 'gone':
      return new PermanentError('Refused', text, { cause: error, scope: 'surroundings' });
    default:
      return new RetryableError(text, { cause: error, ambiguous: call === 'write' });
  }
}

function kindByStatus(status: number | undefined): Kind | undefined {
  if (status === undefined || status < 300 || status >= 500) return undefined;
  if (status === 429) return 'throttled';
  if (status === 409 || status === 412) return 'disturbed';
  return status === 401 || status === 403 ? 'denied' : 'gone';
}

/** Undefined without an answer. */
export function statusOfS3(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
