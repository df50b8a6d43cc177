import { backoffCeilingMs, backoffFloorMs } from './limits.ts';

/**
 * How long to wait before try `attempt` (1 is the first retry): doubles each time up to the ceiling, the upper half of it by
 * chance (AWS Architecture Blog, "Exponential Backoff And Jitter", equal jitter). `chance` is in [0, 1).
 */
export function backoffMs(attempt: number, chance: number): number {
  const doublings = Math.min(Math.max(attempt - 1, 0), 30);
  const whole = Math.min(backoffCeilingMs, backoffFloorMs * 2 ** doublings);
  return Math.round(whole / 2 + (whole / 2) * chance);
}
