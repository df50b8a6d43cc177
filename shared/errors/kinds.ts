import type { Reason } from '../domain/reasons.ts';

/** The far side asks us to slow down; `retryAfterMs` counts from when it was thrown. */
export class ThrottledError extends Error {
  override readonly name = 'ThrottledError';
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Passes by itself: network, 5xx, a request that is still being processed. `ambiguous`: the change may have been made. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  readonly ambiguous: boolean;
  constructor(message: string, options?: ErrorOptions & { readonly ambiguous?: boolean }) {
    super(message, options);
    this.ambiguous = options?.ambiguous ?? false;
  }
}

/** Will not pass by itself. `scope` tells whether the wish or its surroundings must change. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly reason: Reason;
  readonly scope: 'wish' | 'surroundings';
  constructor(reason: Reason, message: string, options?: ErrorOptions & { readonly scope?: 'wish' | 'surroundings' }) {
    super(message, options);
    this.reason = reason;
    this.scope = options?.scope ?? 'wish';
  }
}

/** A conditional write found the table changed; `failed` holds the indices of the actions whose condition did not hold. */
export class ConditionFailedError extends Error {
  override readonly name = 'ConditionFailedError';
  readonly failed: readonly number[];
  constructor(failed: readonly number[], options?: ErrorOptions) {
    super(`condition of action ${failed.join(', ')} did not hold`, options);
    this.failed = failed;
  }
}

/** The lane's lease is no longer ours: whoever meets it stops and changes nothing more. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}
