import { lookItem, scanItem } from '#shared/rows/certificates-lane-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import type { Failure } from './apply.ts';
import { keyOfChange } from './apply.ts';
import type { Reconciled } from './reconcile.ts';
import { nextScanMs } from './scan-time.ts';
import type { LaneWork } from './work.ts';

/** What becomes of each due key; `disturbed`: hosts whose rows changed meanwhile. */
export function outcomesOf(work: LaneWork, done: Reconciled, disturbed: ReadonlySet<string>): readonly Outcome[] {
  const { drain } = work;
  const byKey = Map.groupBy(done.failures, ({ change }) => keyOfChange(change));
  const waiting = new Set(
    done.plan.verdicts.filter(({ status }) => status !== 'True').map(({ demand }) => demand.host),
  );
  const served = new Set(work.sites.map(({ site }) => site.host).filter((host) => !waiting.has(host)));
  return drain.keys.map(({ key }): Outcome => {
    if (key === scanItem) return outcomeOfScan(work, done);
    // Whoever is served waits for nothing that could not be read.
    const stop = key === lookItem ? (done.stop ?? done.tidyStop) : served.has(key) ? undefined : done.stop;
    const [stopped] = stop === undefined ? [] : (outcomesOfError(stop, [key], drain.now()) ?? []);
    if (stopped !== undefined) return stopped;
    if (key === lookItem) return Number.isFinite(done.lookMs) ? dueAt(key, done.lookMs) : { key, result: 'done' };
    if (disturbed.has(key)) return { key, result: 'retry', message: 'its rows changed while they were written' };
    return outcomeOf(work, key, byKey.get(key) ?? []);
  });
}

/** One that is not finished goes on at once, and is as old as it was, so that it goes on where it ended. */
function outcomeOfScan({ drain }: LaneWork, { scan }: Reconciled): Outcome {
  if (scan === 'unfinished') return { key: scanItem, result: 'throttled', untilMs: drain.now() };
  const [stopped] = scan instanceof Error ? (outcomesOfError(scan, [scanItem], drain.now()) ?? []) : [];
  return stopped ?? dueAt(scanItem, nextScanMs(drain.lane, drain.now()));
}

const dueAt = (key: string, atMs: number): Outcome => ({ key, result: 'pending', atMs });

/** A name that a check stands against is looked at hourly, as a change that the surroundings forbid. */
function outcomeOf({ rows }: LaneWork, key: string, failures: readonly Failure[]): Outcome {
  const passing = failures.find(({ again }) => again === 'retry');
  if (passing !== undefined) return { key, result: 'retry', message: passing.message };
  const trouble = [...rows.troubles.values()].find((one) => one.key === key);
  if (trouble === undefined) return { key, result: 'done' };
  const { reason, message } = trouble;
  return { key, result: 'hourly', reason, message };
}
