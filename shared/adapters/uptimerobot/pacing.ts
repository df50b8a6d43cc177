import type { Pacing } from '#shared/domain/monitor-account.ts';

/** Where nothing says how long to wait: the period that calls are counted in (uptimerobot.com/api/v3, "Rate limits": per minute). */
const periodMs = 60_000;

/** Below this a reset is seconds from now: the documentation says epoch seconds, the service has been seen to say `60`. */
const leastEpochSeconds = 1_000_000_000;

/** What the headers of any answer tell about the account's rate (uptimerobot.com/api/v3, "Rate limits"). */
export function pacingOf(headers: Headers, nowMs: number): Pacing {
  const limit = countOf(headers.get('x-ratelimit-limit'));
  const remaining = countOf(headers.get('x-ratelimit-remaining'));
  const reset = countOf(headers.get('x-ratelimit-reset'));
  const resetMs = reset === undefined ? undefined : reset * 1000 + (reset < leastEpochSeconds ? nowMs : 0);
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetMs === undefined ? {} : { resetMs }),
  };
}

/** How long to leave the account alone: Retry-After (seconds, or a date: RFC 9110, 10.2.3), else the reset, else a whole period. */
export function retryAfterMs(headers: Headers, nowMs: number): number {
  const said = headers.get('retry-after') ?? '';
  const seconds = countOf(said);
  const date = /^[A-Z][a-z]{2}, /.test(said) ? Date.parse(said) : Number.NaN;
  const waitMs = seconds === undefined ? date - nowMs : seconds * 1000;
  if (waitMs >= 0) return waitMs;
  const resetMs = (pacingOf(headers, nowMs).resetMs ?? 0) - nowMs;
  return resetMs > 0 ? resetMs : periodMs;
}

const countOf = (text: string | null): number | undefined =>
  text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
