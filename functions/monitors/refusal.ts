import { monitorFailures } from '#shared/domain/monitor-account.ts';
import { PermanentError, RetryableError } from '#shared/errors/kinds.ts';
import type { Hindrance } from './plan/lane-state.ts';

/** Does what some sites alone need: the provider's refusal of it is theirs to show. @throws what concerns the account */
export async function orRefusal(call: () => Promise<void>): Promise<Hindrance | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (error instanceof RetryableError) return saidOf(error);
    if (error instanceof PermanentError && Object.hasOwn(monitorFailures, error.reason)) return saidOf(error);
    throw error;
  }
}

/** What a failure is called at its sites. */
export const saidOf = (error: RetryableError | PermanentError): Hindrance =>
  error instanceof PermanentError
    ? { reason: error.reason, message: error.message }
    : { reason: 'Retrying', message: error.message };
