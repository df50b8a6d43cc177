import { PermanentError } from '#shared/errors/kinds.ts';
import type { LaneAilments } from '#shared/rows/certificates-lane-rows.ts';
import { orStop } from '#shared/runtime/tolerant.ts';
import { type Applied, apply, type Failure } from './apply.ts';
import { assemble } from './assemble.ts';
import { learnFor } from './learn.ts';
import { isScanDue, observeAll, observeNamed } from './observe.ts';
import { ailmentsOf } from './plan/ailments.ts';
import type { Change } from './plan/changes.ts';
import { listenersPollAtMs, lookAgainMs, pollAtMs } from './plan/look-again.ts';
import { type LanePlan, planLane } from './plan/plan.ts';
import { renewalLookTimes, watchRenewals } from './renewals.ts';
import { markAwaited } from './tell.ts';
import { markUnneeded } from './unneeded.ts';
import { stuckValidations, wishValidations } from './validation-records.ts';
import type { LaneWork } from './work.ts';

/** How a lane stands at the end of a drain. */
export interface Reconciled {
  readonly plan: LanePlan;
  readonly failures: readonly Failure[];
  /** What ended the work for hosts early. */
  readonly stop?: Error;
  /** What ended early what no host waits for. */
  readonly tidyStop?: Error;
  /** Of the whole lane, where that was due; `unfinished`: it goes on in the next drain. */
  readonly scan?: 'done' | 'unfinished' | Error;
  /** When the lane is to be looked at again without being asked; Infinity: never. */
  readonly lookMs: number;
  readonly ailments: LaneAilments;
}

/** Plans and makes changes until nothing is left to do; what one change makes possible follows in the next round. */
const mostRounds = 12;
/** How often to ask whether a cluster has spoken by now. */
const unheardPollMs = 300_000;
/** How often to ask whether names that lead where they led before lead elsewhere by now. */
const behindPollMs = 900_000;

/**
 * Makes the lane as its sites want it, as far as one drain gets. What hosts wait for comes first, on what is known: what
 * only tidying needs to be read may take long, or fail, without them.
 */
export async function reconcile(work: LaneWork): Promise<Reconciled> {
  const { drain } = work;
  const failures: Failure[] = [];
  const named = await orStop(() => observeNamed(work));
  const urgent = await makeChanges(work, { failures, groups: serving });
  await wishValidations(work);
  const scan = isScanDue(work) ? await scanLane(work) : undefined;
  const rest = await makeChanges(work, { failures, groups: groupsAfter(scan) });
  if (scan !== undefined) await wishValidations(work);
  const tidyStop = rest.tidying ?? (await orStop(() => watchRenewals(work)));
  const stop = named ?? (scan === undefined ? urgent.serving : rest.serving);
  const unread = stop instanceof PermanentError ? { unread: { reason: stop.reason, message: stop.message } } : {};
  const state = { ...assemble(work, await stuckValidations(work)), ...unread };
  const plan = planLane(state);
  markUnneeded(work, plan);
  markAwaited(work, plan);
  await work.rows.flush();
  const left = plan.changes.length > 0 ? [drain.now() + 1_000] : [];
  const unheard = work.edges.every(({ cluster }) => work.heard.has(cluster)) ? [] : [drain.now() + unheardPollMs];
  const behind = work.behind.size === 0 ? [] : [drain.now() + behindPollMs];
  const polls = [
    ...behind,
    ...[...work.rows.certificates.values()].map(pollAtMs),
    ...[...work.rows.loadBalancers.values()].map(listenersPollAtMs),
  ];
  return {
    plan,
    failures,
    ...(stop === undefined ? {} : { stop }),
    ...(tidyStop === undefined ? {} : { tidyStop }),
    ...(scan === undefined ? {} : { scan }),
    lookMs: lookAgainMs(state, plan, [...polls, ...left, ...unheard, ...renewalLookTimes(work)]),
    ailments: ailmentsOf(state, plan),
  };
}

async function scanLane(work: LaneWork): Promise<NonNullable<Reconciled['scan']>> {
  let isDone = false;
  const stop = await orStop(async () => {
    isDone = await observeAll(work);
  });
  return stop ?? (isDone ? 'done' : 'unfinished');
}

/** What is done together, one group after the other: what is read for a later one holds up no earlier one. */
type Groups = readonly (readonly Change['kind'][])[];
const serving: Groups = [['attach'], ['request']];
const tidying: Groups = [['detach', 'delete']];

/** Without a scan what serves was done before; what a scan did not get to see is not tidied. */
function groupsAfter(scan: Reconciled['scan']): Groups {
  if (scan === undefined) return tidying;
  return scan === 'done' ? [...serving, ...tidying] : serving;
}

interface Doing {
  readonly failures: Failure[];
  readonly groups: Groups;
}

/** What ended it early. */
interface Made {
  readonly serving?: Error;
  readonly tidying?: Error;
}

async function makeChanges(work: LaneWork, { failures, groups }: Doing): Promise<Made> {
  for (let round = 0; round < mostRounds && work.drain.hasTime(); round += 1) {
    // Why validation records do not stand is told in the end, and decides about no change.
    const plan = planLane(assemble(work, new Map()));
    markUnneeded(work, plan);
    const parts = groups.map((kinds) => [kinds, plan.changes.filter(({ kind }) => kinds.includes(kind))] as const);
    const [kinds, changes = []] = parts.find(([, some]) => some.length > 0) ?? [];
    if (kinds === undefined) break;
    const step = await makeStep(work, changes);
    failures.push(...step.failed);
    if (step.stop !== undefined) return serving.includes(kinds) ? { serving: step.stop } : { tidying: step.stop };
    if (step.made.length + step.failed.length === 0 && !step.isLearned) break;
  }
  return {};
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
