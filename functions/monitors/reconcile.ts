import { RetryableError } from '#shared/errors/kinds.ts';
import type { AccountTrouble } from '#shared/rows/monitor-rows.ts';
import { orStop } from '#shared/runtime/tolerant.ts';
import { apply, type FailedChange, nameOf } from './apply.ts';
import { type Assembled, assemble } from './assemble.ts';
import { learnNames, learnRoom } from './learn.ts';
import { lookAtNamed } from './named.ts';
import { type LanePlan, planLane } from './plan/plan.ts';
import { showOnPages } from './status-pages.ts';
import { restIfAway, troubleAfter } from './trouble.ts';
import { takeTurns } from './turns.ts';
import { dropAgainMs, keepWebhook } from './webhook-upkeep.ts';
import type { LaneWork } from './work.ts';

/** How a lane stands at the end of a drain. */
export interface Reconciled {
  readonly assembled: Assembled;
  readonly plan: LanePlan;
  readonly failed: readonly FailedChange[];
  /** When which monitor that the provider has named is to be looked at again, by its key. */
  readonly again: ReadonlyMap<string, number>;
  /** What ended the work early. */
  readonly stop?: Error;
  /** What keeps us from the account. */
  readonly trouble?: AccountTrouble;
  /** When the lane is to be looked at again without being asked; Infinity: never. */
  readonly lookMs: number;
}

/** What one change makes possible follows in the next round. */
const mostRounds = 12;
/** What went wrong passes, or does not: nobody waits for it. */
const retryMs = 30_000;

/** Makes the account's monitors as sites want them, as far as one drain gets. */
export async function reconcile(work: LaneWork): Promise<Reconciled> {
  const failed: FailedChange[] = [];
  let again: ReadonlyMap<string, number> = new Map();
  restIfAway(work);
  const stop = await orStop(async () => {
    again = await lookAtNamed(work);
    if (work.rows.restMs !== undefined) return;
    await keepWebhook(work);
    for (let round = 0; round < mostRounds && work.drain.hasTime(); round += 1) {
      if (!(await step(work, failed))) break;
    }
    await showOnPages(work, assemble(work));
  });
  const trouble = troubleAfter(work, stop);
  // Whatever ended it early: what was seen is told.
  const turnsMs = await takeTurns(work, assemble(work));
  const assembled = assemble(work);
  const plan = planLane(assembled.state);
  const isLeft = plan.changes.some((change) => !failed.some((one) => nameOf(one.change) === nameOf(change)));
  const isFailing = failed.some(({ error }) => error instanceof RetryableError);
  const now = work.drain.now();
  const lookMs = Math.min(
    plan.requeueAt ?? Number.POSITIVE_INFINITY,
    isLeft ? now + 1_000 : Number.POSITIVE_INFINITY,
    isFailing ? now + retryMs : Number.POSITIVE_INFINITY,
    turnsMs,
  );
  const isUsed = assembled.state.sites.length > 0;
  return {
    assembled,
    plan,
    failed,
    again,
    ...(stop === undefined ? {} : { stop }),
    ...(trouble === undefined ? {} : { trouble }),
    lookMs: isUsed ? lookMs : dropAgainMs(work),
  };
}

/** False: nothing is left to do. */
async function step(work: LaneWork, failed: FailedChange[]): Promise<boolean> {
  const assembled = assemble(work);
  if (assembled.state.sites.length === 0) return false;
  if (await learnNames(work, assembled)) return true;
  const { changes } = planLane(assembled.state);
  const open = changes.filter((change) => !failed.some((one) => nameOf(one.change) === nameOf(change)));
  if (await learnRoom(work, open, failed)) return true;
  if (open.length > 0) {
    const { made, failed: more, stop } = await apply(work, assembled, open);
    failed.push(...more);
    await work.rows.flush();
    if (stop !== undefined) throw stop;
    return made > 0 || more.length > 0;
  }
  return false;
}
