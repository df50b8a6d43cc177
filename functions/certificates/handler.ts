import { PermanentError } from '#shared/errors/kinds.ts';
import { certificatesLaneKey, lookItem, scanItem } from '#shared/rows/certificate-rows.ts';
import type { Capability, Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import type { Failure } from './apply.ts';
import { keyOfChange } from './apply.ts';
import { observe } from './observe.ts';
import { edgesOf, readLane } from './read-lane.ts';
import { type Reconciled, reconcile } from './reconcile.ts';
import { report, reportBlind } from './report.ts';
import { nextScanMs } from './scan-time.ts';
import type { CertificatePorts, LaneWork } from './work.ts';

/** The certificates capability: one lane for each account and region of ACM. */
export function certificatesCapability(ports: CertificatePorts): Capability {
  return {
    name: 'certificates',
    // The plan is over the whole lane, so one look is a look at all of it.
    keysAfter: async () => ({ keys: [scanItem] }),
    async work(drain) {
      const edges = edgesOf(drain);
      const work = await readLane(drain, edges, ports);
      try {
        if (edges.length > 0 && !(await observe(work))) return drain.keys.map(({ key }) => dueAt(key, drain.now()));
      } catch (error) {
        // What nobody may read is told to the people who wait for it.
        if (error instanceof PermanentError) await reportBlind(work, error);
        throw error;
      }
      const done = await reconcile(work);
      const disturbed = await report(work, done.plan);
      await schedule(work, done);
      return outcomesOf(work, done, disturbed);
    },
  };
}

const dueAt = (key: string, atMs: number): Outcome => ({ key, result: 'pending', atMs });

/** A change that failed although nobody asked for it gets an item of its own, and time gets one for what it brings. */
async function schedule({ drain, rows }: LaneWork, { failures, lookMs, ailments }: Reconciled): Promise<void> {
  const due = new Set(drain.keys.map(({ key }) => key));
  const key = certificatesLaneKey(drain.lane);
  const by = { lane: drain.lane, row: `${key.pk}/${key.sk}`, generation: drain.now() };
  const asked = new Set(failures.map(({ change }) => keyOfChange(change)).filter((one) => !due.has(one)));
  const items = [...asked].map((one) => ({ ...by, key: one, dueMs: drain.now() }));
  const { lane } = rows;
  const isSooner = lane !== undefined && (lookMs < lane.lookAtMs || lane.lookAtMs <= drain.now());
  if (isSooner && Number.isFinite(lookMs) && !due.has(lookItem)) items.push({ ...by, key: lookItem, dueMs: lookMs });
  if (lane !== undefined) {
    const looked = isSooner || due.has(lookItem) ? { lookAtMs: Number.isFinite(lookMs) ? lookMs : 0 } : {};
    rows.saveLane({ ...lane, ...looked, ailments });
  }
  await rows.flush();
  const most = 90;
  for (let at = 0; at < items.length; at += most) {
    await transactFenced(drain, await drain.enqueue(items.slice(at, at + most)));
  }
}

function outcomesOf(work: LaneWork, done: Reconciled, disturbed: ReadonlySet<string>): readonly Outcome[] {
  const { drain } = work;
  const byKey = Map.groupBy(done.failures, ({ change }) => keyOfChange(change));
  return drain.keys.map(({ key }): Outcome => {
    // What ended the drain early came after the scan.
    if (key === scanItem) return dueAt(key, nextScanMs(drain.lane, drain.now()));
    const [stopped] = done.stop === undefined ? [] : (outcomesOfError(done.stop, [key], drain.now()) ?? []);
    if (stopped !== undefined) return stopped;
    if (key === lookItem) return Number.isFinite(done.lookMs) ? dueAt(key, done.lookMs) : { key, result: 'done' };
    if (disturbed.has(key)) return { key, result: 'retry', message: 'its rows changed while they were written' };
    return outcomeOf(work, key, byKey.get(key) ?? []);
  });
}

/** A name that a check stands against is looked at hourly, as a change that the surroundings forbid. */
function outcomeOf({ rows }: LaneWork, key: string, failures: readonly Failure[]): Outcome {
  const passing = failures.find(({ again }) => again === 'retry');
  if (passing !== undefined) return { key, result: 'retry', message: passing.message };
  const trouble = [...rows.troubles.values()].find((one) => one.key === key);
  if (trouble === undefined) return { key, result: 'done' };
  const { reason, message } = trouble;
  return { key, result: 'hourly', reason, message };
}
