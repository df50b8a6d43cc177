import { ChangeRefusedError } from '#shared/errors/change-refused.ts';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';

type Kind = 'throttled' | 'busy' | 'refused' | 'health-check-gone' | 'zone-gone' | 'denied' | 'expired';

/**
 * Codes of the API reference ("Errors" of each action, "Common Errors"); what is not here is judged by its HTTP status.
 */
const kinds: Readonly<Record<string, Kind>> = {
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  PriorRequestNotComplete: 'busy',
  InvalidChangeBatch: 'refused',
  InvalidInput: 'refused',
  ValidationError: 'refused',
  NoSuchHealthCheck: 'health-check-gone',
  NoSuchHostedZone: 'zone-gone',
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  NotAuthorized: 'denied',
  InvalidClientTokenId: 'denied',
  SignatureDoesNotMatch: 'denied',
  UnrecognizedClientException: 'denied',
  CredentialsProviderError: 'denied',
  ExpiredToken: 'expired',
  ExpiredTokenException: 'expired',
  RequestExpired: 'expired',
};
export const noSuchChange = 'NoSuchChange';

/** How long to leave an account alone that says "Rate exceeded": its bucket refills ten requests a second. */
const throttleMs = 2000;

/**
 * The one table from Route 53's codes and statuses to the kinds of errors; message text decides nothing.
 * `change`: a batch that is wrong is refused, and without an answer nobody knows whether it was applied.
 */
export function classifyRoute53Error(call: 'read' | 'change', error: unknown, far = 'Route 53'): Error {
  if (!(error instanceof Error)) return new RetryableError(`${far}: no error object`, { ambiguous: call === 'change' });
  if (isClassified(error)) return error;
  const text = `${far}: ${error.name}: ${error.message}`;
  const options = { cause: error };
  switch (Object.hasOwn(kinds, error.name) ? kinds[error.name] : undefined) {
    case 'throttled':
      return new ThrottledError(text, throttleMs, options);
    case 'busy':
    case 'expired':
      return new RetryableError(text, options);
    case 'refused':
      if (call === 'change') return new ChangeRefusedError(messagesOf(error), options);
      return new PermanentError('Refused', text, { ...options, scope: 'surroundings' });
    case 'health-check-gone':
      return new ChangeRefusedError(messagesOf(error), { ...options, reason: 'HealthCheckGone' });
    case 'zone-gone':
      return new PermanentError('ZoneGone', text, { ...options, scope: 'surroundings' });
    case 'denied':
      return new PermanentError('AccessDenied', text, { ...options, scope: 'surroundings' });
    default:
      return byStatus(text, statusOf(error), { cause: error, ambiguous: call === 'change' });
  }
}

/** What went wrong before the call, while credentials were got. */
const isClassified = (error: Error): boolean =>
  error instanceof ThrottledError || error instanceof RetryableError || error instanceof PermanentError;

function byStatus(text: string, status: number | undefined, options: { cause: Error; ambiguous: boolean }): Error {
  if (status === 429) return new ThrottledError(text, throttleMs, { cause: options.cause });
  if (status === 401 || status === 403) return surroundings('AccessDenied', text, options.cause);
  if (status !== undefined && status >= 400 && status < 500) return surroundings('Refused', text, options.cause);
  return new RetryableError(text, options);
}

const surroundings = (reason: 'AccessDenied' | 'Refused', text: string, cause: Error): PermanentError =>
  new PermanentError(reason, text, { cause, scope: 'surroundings' });

/** Undefined without an answer; an answer that could not be read keeps the status of its response. */
function statusOf(error: Error): number | undefined {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

function messagesOf(error: Error): readonly string[] {
  const messages: unknown = 'messages' in error ? error.messages : undefined;
  const texts = Array.isArray(messages) ? messages.filter((text) => typeof text === 'string') : [];
  return texts.length > 0 ? texts : [error.message];
}
