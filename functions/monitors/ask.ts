import type { Answer, Pacing } from '#shared/domain/monitor-account.ts';
import { ThrottledError } from '#shared/errors/kinds.ts';
import type { MonitorProvider } from './ports.ts';
import type { LaneWork } from './work.ts';

/** Calls a minute of an account that has said nothing yet: those of the smallest plan (uptimerobot.com/api/v3, "Rate limits"). */
const leastCalls = 10;
const periodMs = 60_000;

type Around = Pick<LaneWork, 'drain' | 'rows' | 'provider'>;

/** One call; what its answer says of the account's rate is kept. @throws what the port says */
export async function ask<Value>(
  { drain, rows, provider }: Around,
  call: (provider: MonitorProvider) => Promise<Answer<Value>>,
): Promise<Value> {
  const keep = (pacing: Pacing): void =>
    rows.saveAccount({ ...rows.account, pacing: { ...pacing, atMs: drain.now() } });
  const far = await provider();
  await drain.assertHeld();
  const { calls, moreMs } = budgetOf({ drain, rows });
  try {
    const { value, pacing } = await call(far);
    keep(pacing);
    return value;
  } catch (error) {
    const limit = limitOf(rows.account.pacing);
    if (error instanceof ThrottledError) keep({ ...limit, remaining: 0, resetMs: drain.now() + error.retryAfterMs });
    // Refused or lost, it may have counted all the same.
    else keep({ ...limit, remaining: Math.max(0, calls - 1), resetMs: moreMs });
    throw error;
  }
}

const limitOf = (pacing: Pacing | undefined): Pick<Pacing, 'limit'> =>
  pacing?.limit === undefined ? {} : { limit: pacing.limit };

/** How many calls the account has left, and when it has more. */
export function budgetOf({ drain, rows }: Pick<LaneWork, 'drain' | 'rows'>): {
  readonly calls: number;
  readonly moreMs: number;
} {
  if (rows.restMs !== undefined) return { calls: 0, moreMs: rows.restMs };
  const { pacing } = rows.account;
  const { limit = leastCalls, remaining = limit, resetMs = (pacing?.atMs ?? 0) + periodMs } = pacing ?? {};
  const isOver = drain.now() >= resetMs;
  return isOver ? { calls: limit, moreMs: drain.now() + periodMs } : { calls: remaining, moreMs: resetMs };
}
