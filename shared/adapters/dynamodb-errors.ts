import { DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { ConditionFailedError, PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';

type Kind = 'throttled' | 'retryable' | 'ambiguous' | 'denied';

/**
 * What DynamoDB's error names mean to us (Amazon DynamoDB, "Error handling": error messages and codes; "Common errors").
 * Every other name is a fault of ours and is thrown on as it is.
 */
const kinds: ReadonlyMap<string, Kind> = new Map([
  ['ProvisionedThroughputExceededException', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['ThrottlingException', 'throttled'],
  ['LimitExceededException', 'throttled'],
  ['TransactionConflictException', 'retryable'],
  ['TransactionInProgressException', 'ambiguous'],
  ['ReplicatedWriteConflictException', 'retryable'],
  ['InternalServerError', 'ambiguous'],
  ['ServiceUnavailable', 'ambiguous'],
  ['AccessDeniedException', 'denied'],
  ['ResourceNotFoundException', 'denied'],
  ['CredentialsProviderError', 'denied'],
  ['ExpiredTokenException', 'denied'],
  ['IncompleteSignatureException', 'denied'],
  ['MissingAuthenticationTokenException', 'denied'],
  ['UnrecognizedClientException', 'denied'],
]);

/** Codes in the cancellation reasons of a transaction (API reference of TransactWriteItems). */
const reasonKinds: ReadonlyMap<string, 'condition' | 'throttled' | 'retryable'> = new Map([
  ['ConditionalCheckFailed', 'condition'],
  ['ProvisionedThroughputExceeded', 'throttled'],
  ['ThrottlingError', 'throttled'],
  ['TransactionConflict', 'retryable'],
]);

/** DynamoDB names no pause; its buckets refill each second. */
export const pauseMs = 2_000;

/** The options of one call: it ends by its deadline. */
export const deadline = () => ({ abortSignal: AbortSignal.timeout(callDeadlineMs) });

/** Waits for an answer; every error leaves as one of our kinds. */
export async function answered<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    throw classify(error);
  }
}

/** Turns what the SDK threw into one of our kinds; what is no answer of DynamoDB (socket, time-out) is ambiguous. */
export function classify(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof TransactionCanceledException) return classifyCancelled(error);
  const kind = kinds.get(error.name) ?? kindByStatus(error);
  switch (kind) {
    case 'throttled':
      return new ThrottledError('DynamoDB asks to slow down', pauseMs, { cause: error });
    case 'retryable':
      return new RetryableError('DynamoDB could not do it now', { cause: error });
    case 'ambiguous':
      return new RetryableError('DynamoDB gave no clear answer', { cause: error, ambiguous: true });
    case 'denied':
      return new PermanentError(
        'AccessDenied',
        'DynamoDB refuses us: credentials, rights or the name of the table are wrong',
        {
          cause: error,
          scope: 'surroundings',
        },
      );
    default:
      return error;
  }
}

function kindByStatus(error: Error): Kind | undefined {
  if (error instanceof DynamoDBServiceException) {
    return (error.$metadata.httpStatusCode ?? 0) >= 500 ? 'ambiguous' : undefined;
  }
  // Faults of ours, found before anything was sent, are of JavaScript's own kinds.
  return error instanceof TypeError || error instanceof RangeError ? undefined : 'ambiguous';
}

/** A condition that failed decides before a conflict: trying again would not help. */
function classifyCancelled(error: TransactionCanceledException): unknown {
  const found = (error.CancellationReasons ?? []).map((reason) => reasonKinds.get(reason.Code ?? ''));
  const failed = found.flatMap((kind, index) => (kind === 'condition' ? [index] : []));
  if (failed.length > 0) return new ConditionFailedError(failed, { cause: error });
  if (found.includes('retryable'))
    return new RetryableError('another transaction was on the same rows', { cause: error });
  if (found.includes('throttled')) return new ThrottledError('DynamoDB asks to slow down', pauseMs, { cause: error });
  return error;
}
