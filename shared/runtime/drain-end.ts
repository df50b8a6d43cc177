import { LeaseLostError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { afterCrash, type CrashState } from './crash.ts';
import { type DrainReport, emptyReport } from './drain-report.ts';
import type { HeldDrain, Progress } from './held-drain.ts';
import { type LaneState, laneRowName } from './lanes.ts';
import { type Lease, withCrash } from './lease.ts';
import { crashPauseMs, longestPauseMs } from './limits.ts';
import { readFirstItem } from './selection.ts';
import { enqueue } from './work-item.ts';

/**
 * Gives the lease back; only its own token can.
 * @throws LeaseLostError
 */
export async function release(
  lease: Lease,
  state: LaneState,
  crash: CrashState = { ...state, taken: 0 },
): Promise<void> {
  const { token: _token, ...free } = withCrash(state, crashOnly(crash));
  await lease.commit({ ...free, untilMs: 0 });
}

/** After the release, so that a ring which met the lease is not lost. */
export async function lookOnceMore(held: HeldDrain, behind: boolean): Promise<void> {
  const first = await readFirstItem(held.table, held.lane);
  const nowMs = held.clock.now();
  const dueMs = behind ? nowMs : first?.dueMs;
  if (dueMs !== undefined) held.rings.add(held.lane, Math.max(dueMs, held.lease.state().notBeforeMs) - nowMs);
}

/** Cleans up after an error; those that pass and a lost lease end as a report, all others are thrown on. */
export async function endAfterError(held: HeldDrain, progress: Progress, error: unknown): Promise<DrainReport> {
  if (error instanceof LeaseLostError) return endLost(held, progress, error);
  const passes = error instanceof RetryableError || error instanceof ThrottledError;
  const state = held.lease.state();
  const pauseMs = error instanceof ThrottledError ? Math.min(error.retryAfterMs, longestPauseMs) : crashPauseMs;
  try {
    if (passes) await release(held.lease, { ...state, notBeforeMs: held.clock.now() + pauseMs });
    else await release(held.lease, state, afterCrash(state));
  } catch (second) {
    if (second instanceof LeaseLostError) await lookAgain(held, progress);
    throw error;
  }
  held.rings.add(held.lane, pauseMs);
  if (!passes) throw error;
  return emptyReport(held.lane, 'interrupted', error.message);
}

async function endLost(held: HeldDrain, progress: Progress, error: LeaseLostError): Promise<DrainReport> {
  await lookAgain(held, progress);
  return { ...emptyReport(held.lane, 'lost', error.message), taken: progress.taken.keys.length };
}

/** What this drain did on the far side may land after the new holder looked: each key it touched is looked at again. */
async function lookAgain(held: HeldDrain, progress: Progress): Promise<void> {
  if (!progress.context?.touched()) return;
  const { lane, table, clock } = held;
  const { version } = held.lease.state();
  for (let at = 0; at < progress.taken.keys.length; at += 100) {
    const page = progress.taken.keys.slice(at, at + 100);
    const dueMs = clock.now();
    await table.transact(
      page.map(({ key }) => enqueue({ lane, key, row: laneRowName(lane), generation: version, dueMs })),
    );
  }
  held.rings.add(lane, 0);
}

const crashOnly = ({ taken, slow, alone }: CrashState): CrashState => ({
  taken,
  ...(slow ? { slow } : {}),
  ...(alone ? { alone } : {}),
});
