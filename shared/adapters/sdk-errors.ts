import type { Reason } from '#shared/domain/reasons.ts';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';

/** What a code means: a pause, a passing trouble, or what will not pass by itself. */
export type Meaning =
  | { readonly kind: 'throttled' }
  | { readonly kind: 'retryable' }
  | { readonly kind: 'permanent'; readonly reason: Reason; readonly scope: 'wish' | 'surroundings' };

/** A far side: its name for people, its own codes, and how long it wants to be left alone when it says "slow down". */
export interface FarSide {
  readonly name: string;
  readonly codes: Readonly<Record<string, Meaning>>;
  readonly throttleMs: number;
}

const denied: Meaning = { kind: 'permanent', reason: 'AccessDenied', scope: 'surroundings' };
const refused: Meaning = { kind: 'permanent', reason: 'Refused', scope: 'surroundings' };

/** "Common Errors" of the API references of AWS. */
const everywhere: Readonly<Record<string, Meaning>> = {
  Throttling: { kind: 'throttled' },
  ThrottlingException: { kind: 'throttled' },
  RequestLimitExceeded: { kind: 'throttled' },
  ExpiredToken: { kind: 'retryable' },
  ExpiredTokenException: { kind: 'retryable' },
  RequestExpired: { kind: 'retryable' },
  AccessDenied: denied,
  AccessDeniedException: denied,
  NotAuthorized: denied,
  InvalidClientTokenId: denied,
  SignatureDoesNotMatch: denied,
  UnrecognizedClientException: denied,
  CredentialsProviderError: denied,
  OptInRequired: denied,
};

/**
 * An error of the SDK as one of our kinds: by its code, else by its HTTP status; message text decides nothing.
 * `change`: without an answer nobody knows whether it was made.
 */
export function classifySdkError(far: FarSide, call: 'read' | 'change', error: unknown): Error {
  const ambiguous = call === 'change';
  if (!(error instanceof Error)) return new RetryableError(`${far.name}: no error object`, { ambiguous });
  if (error instanceof ThrottledError || error instanceof RetryableError || error instanceof PermanentError)
    return error;
  const text = `${far.name}: ${error.name}: ${error.message}`;
  const codes: Readonly<Record<string, Meaning>> = { ...everywhere, ...far.codes };
  const meaning = Object.hasOwn(codes, error.name) ? codes[error.name] : byStatus(statusOfSdkError(error));
  if (meaning === undefined) return new RetryableError(text, { cause: error, ambiguous });
  if (meaning.kind === 'throttled') return new ThrottledError(text, far.throttleMs, { cause: error });
  if (meaning.kind === 'retryable') return new RetryableError(text, { cause: error });
  return new PermanentError(meaning.reason, text, { cause: error, scope: meaning.scope });
}

function byStatus(status: number | undefined): Meaning | undefined {
  if (status === undefined || status < 400 || status >= 500) return undefined;
  if (status === 429) return { kind: 'throttled' };
  return status === 401 || status === 403 ? denied : refused;
}

/** Undefined without an answer; an answer that could not be read keeps the status of its response. */
function statusOfSdkError(error: Error): number | undefined {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
