import type { Limits } from './limits.ts';
import { periodMs } from './limits.ts';

/** The calls of the period that began at `sinceMs`. */
export interface Period {
  readonly sinceMs: number;
  readonly calls: number;
}

export interface Counted {
  readonly period: Period;
  /** Whether the call was one too many; it is not counted then. */
  readonly isOver: boolean;
  /** X-RateLimit-Limit, -Remaining, -Reset (uptimerobot.com/api/v3, "Rate limits"). */
  readonly headers: Readonly<Record<string, string>>;
  readonly retryAfterSeconds: number;
}

/** Counts one call of an account. */
export function countCall(
  before: Period,
  nowMs: number,
  { callsPerMinute, resetSays }: { readonly callsPerMinute: number; readonly resetSays: Limits['resetSays'] },
): Counted {
  const isNew = nowMs >= before.sinceMs + periodMs;
  const period = isNew ? { sinceMs: nowMs, calls: 0 } : before;
  const isOver = period.calls >= callsPerMinute;
  const calls = isOver ? period.calls : period.calls + 1;
  const endMs = period.sinceMs + periodMs;
  return {
    period: { ...period, calls },
    isOver,
    headers: {
      'x-ratelimit-limit': String(callsPerMinute),
      'x-ratelimit-remaining': String(callsPerMinute - calls),
      'x-ratelimit-reset': String(resetSays === 'epoch' ? Math.ceil(endMs / 1000) : periodMs / 1000),
    },
    retryAfterSeconds: Math.max(1, Math.ceil((endMs - nowMs) / 1000)),
  };
}
