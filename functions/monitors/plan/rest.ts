import type { AccountTrouble } from '#shared/rows/monitor-rows.ts';

/** How often an account was asked in vain, and what must be for it to be asked again. */
export type Tried = Pick<AccountTrouble, 'tries' | 'notBeforeMs' | 'seq'>;

interface Moment {
  readonly nowMs: number;
  /** Of the configuration in force. */
  readonly seq: number;
}

const leastRestMs = 15_000;
/** A day away costs some hundred and fifty calls, whoever rings. */
const mostRestMs = 600_000;

/** Until when nobody is to ask; undefined: it may be asked. Whoever deploys may have mended what was wrong. */
export function restOf({ notBeforeMs, seq }: Tried, now: Moment): number | undefined {
  // A clock that went back makes nobody wait for longer.
  const isLeft = notBeforeMs > now.nowMs && notBeforeMs <= now.nowMs + mostRestMs;
  return isLeft && seq === now.seq ? notBeforeMs : undefined;
}

/** Twice as long each time. */
export function restAfter(before: Tried | undefined, { nowMs, seq }: Moment): Tried {
  const tries = (before?.tries ?? 0) + 1;
  return { tries, notBeforeMs: nowMs + Math.min(mostRestMs, leastRestMs * 2 ** Math.min(tries - 1, 10)), seq };
}
