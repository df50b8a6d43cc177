import { ConditionFailedError, PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import type { Outcome } from './capability.ts';

/** What an error that ended the whole drain means for each of its keys; undefined: nobody knows it, a crash. */
export function outcomesOfError(error: unknown, keys: readonly string[], nowMs: number): Outcome[] | undefined {
  if (error instanceof ThrottledError) {
    return keys.map((key) => ({ key, result: 'throttled', untilMs: nowMs + error.retryAfterMs }));
  }
  if (error instanceof RetryableError || error instanceof ConditionFailedError) {
    return keys.map((key) => ({ key, result: 'retry', message: error.message }));
  }
  if (error instanceof PermanentError && error.scope === 'surroundings') {
    return keys.map((key) => ({ key, result: 'hourly', reason: error.reason, message: error.message }));
  }
  return undefined;
}
