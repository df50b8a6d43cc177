import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import type { LaneAilments } from '#shared/rows/certificate-rows.ts';
import { type Applied, apply, type Failure } from './apply.ts';
import { assemble } from './assemble.ts';
import { checkNames } from './checks.ts';
import { describe, listCertificates } from './observe-certificates.ts';
import { readLoadBalancer } from './observe-listeners.ts';
import { confirmOwnership } from './ownership.ts';
import { ailmentsOf } from './plan/ailments.ts';
import type { Change } from './plan/changes.ts';
import type { LaneState } from './plan/lane-state.ts';
import { lookAgainMs, pollAtMs } from './plan/look-again.ts';
import { type LanePlan, planLane } from './plan/plan.ts';
import { renewalLookTimes, watchRenewals } from './renewals.ts';
import { stuckValidations, wishValidations } from './validation-records.ts';
import type { LaneWork } from './work.ts';

/** How a lane stands at the end of a drain. */
export interface Reconciled {
  readonly plan: LanePlan;
  readonly failures: readonly Failure[];
  readonly stop?: Error;
  /** When the lane is to be looked at again without being asked; Infinity: never. */
  readonly lookMs: number;
  readonly ailments: LaneAilments;
}

/** Plans and makes changes until nothing is left to do; what one change makes possible follows in the next round. */
const mostRounds = 8;
/** How often to ask whether a cluster has spoken by now. */
const unheardPollMs = 300_000;

/** Makes the lane as its sites want it, as far as one drain gets. */
export async function reconcile(work: LaneWork): Promise<Reconciled> {
  const failures: Failure[] = [];
  let stop: Error | undefined;
  for (let round = 0; round < mostRounds && stop === undefined && work.drain.hasTime(); round += 1) {
    const { plan } = await planNow(work);
    markUnneeded(work, plan);
    if (plan.changes.length === 0) break;
    const step = await makeStep(work, plan.changes);
    failures.push(...step.failed);
    stop = step.stop;
    if (step.made.length === 0 && !step.isLearned) break;
  }
  await wishValidations(work);
  stop ??= await orStop(() => watchRenewals(work));
  const { plan, state } = await planNow(work);
  markUnneeded(work, plan);
  await work.rows.flush();
  const left = plan.changes.length > 0 ? [work.drain.now() + 1_000] : [];
  const unheard = work.edges.every(({ cluster }) => work.heard.has(cluster)) ? [] : [work.drain.now() + unheardPollMs];
  const polls = [...work.rows.certificates.values()].map(pollAtMs);
  const lookMs = lookAgainMs(state, plan, [...polls, ...left, ...unheard, ...renewalLookTimes(work)]);
  return { plan, failures, lookMs, ailments: ailmentsOf(state, plan), ...(stop === undefined ? {} : { stop }) };
}

async function planNow(work: LaneWork): Promise<{ readonly state: LaneState; readonly plan: LanePlan }> {
  const state = assemble(work, await stuckValidations(work));
  return { state, plan: planLane(state) };
}

type Step = Applied & { readonly isLearned: boolean };

/** What a change rests on is read first; where that was not done yet in this drain the plan is made again on it. */
async function makeStep(work: LaneWork, changes: readonly Change[]): Promise<Step> {
  let isLearned = false;
  const stop = await orStop(async () => {
    isLearned = await learnFor(work, changes);
  });
  if (stop !== undefined) return { made: [], failed: [], isLearned, stop };
  if (isLearned) return { made: [], failed: [], isLearned };
  return { ...(await apply(work, changes)), isLearned };
}

/** The error that ended it early, if it is one of those that have a kind. */
async function orStop(step: () => Promise<void>): Promise<Error | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    const kinds = [ThrottledError, RetryableError, PermanentError];
    if (error instanceof Error && kinds.some((kind) => error instanceof kind)) return error;
    throw error;
  }
}

async function learnFor(work: LaneWork, changes: readonly Change[]): Promise<boolean> {
  let isLearned = await checkNames(work, changes);
  if (changes.some(({ kind }) => kind === 'request') && !work.asked.listed) {
    isLearned = true;
    await listCertificates(work);
  }
  for (const change of changes) {
    if (change.kind === 'detach' && !work.asked.loadBalancers.has(change.loadBalancer)) {
      isLearned = true;
      await readLoadBalancer(work, change.loadBalancer);
    }
    const isGoing = change.kind === 'delete' || change.kind === 'detach';
    if (isGoing && !work.asked.tags.has(change.certificate)) {
      isLearned = true;
      await confirmOwnership(work, change.certificate);
    }
    if (change.kind === 'delete' && !work.asked.certificates.has(change.certificate)) {
      isLearned = true;
      await describe(work, change.certificate);
    }
  }
  await work.rows.flush();
  return isLearned;
}

/** Since when nobody needs what is there: kept in its rows. */
function markUnneeded({ rows }: LaneWork, { unneededEntries, unneededCertificates }: LanePlan): void {
  for (const row of [...rows.loadBalancers.values()]) {
    const listeners = row.listeners.map((listener) => {
      const idle = new Map(unneededEntries.get(listener.arn)?.map((entry) => [entry.certificate, entry]));
      return {
        ...listener,
        entries: listener.entries.map(({ certificate }) => idle.get(certificate) ?? { certificate }),
      };
    });
    rows.saveLoadBalancer({ ...row, listeners });
  }
  for (const row of [...rows.certificates.values()]) {
    const { unneededSinceMs: _before, ...rest } = row;
    const sinceMs = unneededCertificates.get(row.certificate.arn);
    rows.saveCertificate(sinceMs === undefined ? rest : { ...rest, unneededSinceMs: sinceMs });
  }
}
