import { alertActions } from './alert-writes.ts';
import type { Drain, Outcome } from './capability.ts';
import { afterCrash, afterDrain, type CrashState } from './crash.ts';
import { openContext } from './drain-context.ts';
import { endAfterError, lookOnceMore, release } from './drain-end.ts';
import { countOutcomes, type DrainReport, emptyReport } from './drain-report.ts';
import { takeKeys } from './drain-start.ts';
import { workOn } from './drain-work.ts';
import type { DrainContext, DrainInput, HeldDrain, Progress, Taken } from './held-drain.ts';
import { takeLease } from './lease.ts';
import { conflictRingMs, walkBudgetMs } from './limits.ts';
import { type KeyActions, writeOutcomes } from './outcome-writes.ts';
import { actionsFor, pauseOf } from './outcomes.ts';
import { isBehind, walkLane } from './resync.ts';
import { collectRings } from './rings.ts';
import { freedNews } from './stuck-news.ts';

/**
 * Works off what is due in one lane: takes the lease, reads the configuration, walks if the lane is behind it, lets the
 * capability look at the due keys, and leaves no due item as it was.
 * @throws whatever nobody knows, after the crash rules were applied; the errors of a table that fails.
 */
export async function drainLane(input: DrainInput): Promise<DrainReport> {
  const startedMs = input.clock.monotonic();
  const lease = await takeLease(input);
  const rings = collectRings(input.doorbell);
  if ('refused' in lease) {
    if (lease.conflict === true) await rings.now(input.lane, conflictRingMs);
    return { ...emptyReport(input.lane, lease.refused), lostRings: rings.lost() };
  }
  let report: DrainReport;
  try {
    report = await drainHeld({ ...input, lease, rings });
  } finally {
    await rings.flush();
  }
  return { ...report, lostRings: rings.lost(), durationMs: input.clock.monotonic() - startedMs };
}

async function drainHeld(held: HeldDrain): Promise<DrainReport> {
  const progress: Progress = { taken: { keys: [], poisoned: [], crash: held.lease.state() } };
  let report: DrainReport;
  try {
    const opened = await openContext(held);
    if ('stopped' in opened) {
      await release(held.lease, held.lease.state());
      return emptyReport(held.lane, 'stopped', opened.stopped);
    }
    progress.context = opened;
    report = await drainOpened(held, opened, progress);
  } catch (error) {
    return endAfterError(held, progress, error);
  }
  if (report.result !== 'lost') await lookOnceMore(held, report.behind);
  return report;
}

async function drainOpened(held: HeldDrain, context: DrainContext, progress: Progress): Promise<DrainReport> {
  const { lease } = held;
  const behind = await walkIfBehind(held, context.drain);
  const taken = await takeKeys(held, { ...context.drain, behind });
  progress.taken = taken;
  const keys = taken.keys.map(({ key, attempt, firstDueMs }) => ({ key, attempt, firstDueMs }));
  if (keys.length > 0 && !behind) await ringAtLeaseEnd(held);
  const drain: Drain = { ...context.drain, behind, keys };
  const outcomes = await workOn(held, drain);
  const done = await writeAll(held, { drain, taken }, outcomes);
  const crashed = keys.length > 0 && done.length === 0 && !drain.hasTime();
  const crash: CrashState = crashed ? afterCrash(lease.state()) : afterDrain(taken.crash, done.length);
  const notBeforeMs = Math.max(lease.state().notBeforeMs, pauseOf(done, held.clock.now()));
  await release(lease, { ...lease.state(), notBeforeMs }, crash);
  return {
    ...emptyReport(held.lane, crashed ? 'crashed' : 'drained'),
    taken: keys.length,
    outcomes: countOutcomes(done),
    poisoned: taken.poisoned,
    behind,
    measured: context.measured,
  };
}

/** Returns whether the lane is still behind: the walk goes on in the next drain. */
async function walkIfBehind(held: HeldDrain, drain: Drain): Promise<boolean> {
  const { lease, clock } = held;
  if (!(await isBehind(drain, lease.state()))) return false;
  await ringAtLeaseEnd(held);
  const hasTime = (): boolean => clock.monotonic() - lease.takenAtMs < walkBudgetMs;
  return !(await walkLane({ drain: { ...drain, behind: true }, capability: held.capability, lease, hasTime }));
}

/** If this drain dies, the next one comes as soon as it may. */
function ringAtLeaseEnd({ rings, lane, lease, clock }: HeldDrain): Promise<void> {
  return rings.now(lane, Math.max(0, lease.untilMs - clock.now()));
}

/** Returns the outcomes that were written; a key that somebody else changed meanwhile is not among them. */
async function writeAll(
  held: HeldDrain,
  { drain, taken }: { readonly drain: Drain; readonly taken: Taken },
  outcomes: readonly Outcome[],
): Promise<readonly Outcome[]> {
  const keys = new Map(taken.keys.map((key) => [key.key, key]));
  const groups: KeyActions[] = [];
  for (const outcome of outcomes) {
    const key = keys.get(outcome.key);
    const time = { lane: held.lane, nowMs: held.clock.now(), chance: held.random() };
    if (key === undefined) continue;
    const told = await alertActions(drain, freedNews(held.lane, outcome, key));
    groups.push({ key: key.key, actions: [...actionsFor(outcome, key, time), ...told] });
  }
  const written = await writeOutcomes(held.table, held.lease, groups);
  return outcomes.filter((outcome) => written.has(outcome.key));
}
