import { siteText } from '#shared/domain/site.ts';
import { monitorAccountKey, monitorsLook } from '#shared/rows/monitor-rows.ts';
import type { Capability, Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import type { SiteInLane } from '#shared/runtime/lane-sites.ts';
import { readSitesOf } from '#shared/runtime/lane-sites.ts';
import { isWanted } from './assemble.ts';
import { leaveAccount } from './left-account.ts';
import { readLane } from './read-lane.ts';
import { type Reconciled, reconcile } from './reconcile.ts';
import { report } from './report.ts';
import { settleRows } from './settle.ts';
import { keepTrouble } from './trouble.ts';
import { verdictsOf } from './verdicts.ts';
import type { LaneWork, MonitorPorts } from './work.ts';

/** The monitors capability: one lane for each account with a provider. */
export const monitorsCapability = (ports: MonitorPorts): Capability => ({
  name: 'monitors',
  // The plan is over the whole account, so one look is a look at all of it.
  keysAfter: async () => ({ keys: [monitorsLook] }),
  async work(drain) {
    const work = await readLane(drain, ports);
    if (work === undefined) {
      // Nobody can say any more how to reach the account.
      await leaveAccount(drain);
      const disturbed = await report(drain, await readSitesOf(drain), () => 'not-ours');
      return drain.keys.map(({ key }) => again(key, disturbed));
    }
    const done = await reconcile(work);
    await settleRows(work, done);
    await keepTrouble(work, done.trouble);
    const verdicts = verdictsOf(work, done);
    const verdictOf = (one: SiteInLane) =>
      isWanted(work, one.site) ? (verdicts.get(siteText(one.site)) ?? 'not-ours') : 'not-ours';
    const disturbed = await report(drain, work.sites, verdictOf);
    await schedule(work, done);
    return outcomesOf(work, done, disturbed);
  },
});

const again = (key: string, disturbed: ReadonlySet<string>): Outcome =>
  disturbed.has(key)
    ? { key, result: 'retry', message: 'its rows changed while they were written' }
    : { key, result: 'done' };

function outcomesOf(
  { drain }: LaneWork,
  { stop, trouble, lookMs, again: seeAgain }: Reconciled,
  disturbed: ReadonlySet<string>,
): readonly Outcome[] {
  const keys = drain.keys.map(({ key }) => key);
  const stopped = stop && outcomesOfError(stop, keys, drain.now());
  if (stopped !== undefined && trouble !== undefined) {
    // The rest that the account is given bounds the calls already: an hour would be blind for nothing.
    const atMs = Math.min(lookMs, trouble.notBeforeMs);
    return stopped.map((one) =>
      one.key === monitorsLook && one.result === 'hourly' ? { key: one.key, result: 'pending', atMs } : one,
    );
  }
  if (stopped !== undefined) return stopped;
  return keys.map((key) => {
    const atMs = seeAgain.get(key);
    if (atMs !== undefined) return { key, result: 'pending', atMs };
    if (key !== monitorsLook) return again(key, disturbed);
    return Number.isFinite(lookMs) ? { key, result: 'pending', atMs: lookMs } : { key, result: 'done' };
  });
}

/** What time brings has an item of its own, unless it is due already or comes sooner. */
async function schedule({ drain, rows }: LaneWork, { lookMs }: Reconciled): Promise<void> {
  const { account } = rows;
  const isDue = drain.keys.some(({ key }) => key === monitorsLook);
  const isComing = account.lookAtMs > drain.now() && account.lookAtMs <= lookMs;
  if (!isDue && isComing) return;
  rows.saveAccount({ ...account, lookAtMs: Number.isFinite(lookMs) ? lookMs : 0 });
  await rows.flush();
  if (isDue || !Number.isFinite(lookMs)) return;
  const key = monitorAccountKey(drain.lane);
  const by = { row: `${key.pk}/${key.sk}`, generation: drain.now() };
  await transactFenced(drain, await drain.enqueue([{ ...by, lane: drain.lane, key: monitorsLook, dueMs: lookMs }]));
}
