import type { LaneRow } from '#shared/rows/site-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { lostChangeOf } from './history.ts';
import { finalize, keepStatus, type SiteReport, type SiteResult, update } from './lane-update.ts';
import {
  failureCondition,
  heldUntil,
  movingPollMs,
  outcomeOfSkip,
  pollAt,
  presumeMs,
  unconfirmedPollMs,
  underWay,
  untilInSync,
} from './outcomes.ts';
import { changePending, inSync, notReady, releasing } from './plan/conditions.ts';

/** The site's lane row, the items for others and what becomes of the key, after one drain. */
export function reportSite(of: SiteResult): SiteReport {
  const { result, verdict, work } = of;
  const { progress, rows: name } = result;
  const now = work.drain.now();
  const key = name.name;
  const inGroup = verdict.result === 'change' || verdict.result === 'removal';
  if (inGroup && progress.step === 'failed') {
    const [outcome] = outcomesOfError(progress.error, [key], now) ?? [];
    const condition = failureCondition(progress.error, name.attempt);
    const retry: Outcome = outcome ?? { key, result: 'retry', message: progress.error.message };
    return update(of, { ...(condition === undefined ? {} : { condition }), ...inDoubt(of) }, retry);
  }
  if (inGroup && progress.step === 'refused') {
    const { reason, message } = progress;
    return update(
      of,
      { condition: notReady(reason, message) },
      outcomeOfSkip(key, { reason, message }, leadsInside(of)),
    );
  }
  if (inGroup && progress.step === 'full') {
    const { message } = progress;
    return update(
      of,
      { condition: notReady('ZoneFull', message) },
      { key, result: 'hourly', reason: 'ZoneFull', message },
    );
  }
  if (inGroup && progress.step === 'accepted') {
    const condition = verdict.result === 'removal' ? releasing() : changePending(work.zone.name);
    const next = { condition, ...appliedBy(of), pendingChange: progress.changeId };
    return update(of, next, { key, result: 'pending', atMs: now + untilInSync });
  }
  if (verdict.result === 'moving') return { actions: [], items: [], outcome: { key, result: 'done' } };
  if (verdict.result === 'skipped') return reportSkipped(of);
  return reportStanding(of);
}

function reportSkipped(of: SiteResult): SiteReport {
  const { reason = 'InternalError', message, planned, site } = of.verdict;
  const key = of.result.rows.name;
  const now = of.work.drain.now();
  if (reason === 'Waiting') {
    const waitMs = site.stays === undefined ? unconfirmedPollMs : movingPollMs;
    return keepStatus(of, { key, result: 'pending', atMs: now + waitMs });
  }
  if (reason === 'Held') return keepStatus(of, { key, result: 'pending', atMs: heldUntil(site.hold, now) });
  const next = { condition: notReady(reason, message), ...(planned === undefined ? {} : { planned }) };
  return update(of, next, outcomeOfSkip(key, { reason, message }, leadsInside(of)));
}

/** Whether the site's alias leads to another name of its zone. */
const leadsInside = ({ work, verdict: { site } }: SiteResult): boolean =>
  site.wish.target?.kind === 'alias' && site.wish.target.alias.hostedZoneId === work.zone.id;

/** Equal or gone: ready once the change that made it so is everywhere. */
function reportStanding(of: SiteResult): SiteReport {
  const { result, rows, verdict, work, statuses } = of;
  const { lane } = rows;
  const now = work.drain.now();
  const key = result.rows.name;
  const removal = verdict.result === 'gone';
  const waiting = removal ? releasing() : changePending(work.zone.name);
  const status = lane.pendingChange === undefined ? undefined : statuses.get(lane.pendingChange);
  if ((result.progress.step === 'settled' && result.progress.presumed) || status === 'UNKNOWN') {
    const next = { condition: waiting, ...appliedBy(of), presumedInSyncAtMs: now + presumeMs };
    return update(of, next, { key, result: 'pending', atMs: now + presumeMs });
  }
  if (status instanceof Error) {
    const [outcome] = outcomesOfError(status, [key], now) ?? [];
    return { actions: [], items: [], outcome: outcome ?? { key, result: 'retry', message: status.message } };
  }
  const presumedAt = lane.presumedInSyncAtMs ?? 0;
  if (status === 'PENDING' || (lane.pendingChange === undefined && presumedAt > now)) {
    return { actions: [], items: [], outcome: { key, result: 'pending', atMs: pollAt(underWay(lane, now), now) } };
  }
  return removal ? finalize(of) : update(of, { condition: inSync(), ...appliedBy(of) }, { key, result: 'done' });
}

/** From now on the site has records in the zone, and under which name they are marked. */
const appliedBy = ({ verdict, rows: { site } }: SiteResult): Pick<LaneRow, 'applied' | Marks> | undefined =>
  verdict.site.role === 'wanted'
    ? { applied: true, appliedResources: [site.wish.resource], appliedOwners: [site.wish.ownerId] }
    : undefined;

type Marks = 'appliedResources' | 'appliedOwners';

/** A change may have been made, or not: the records carry one of these marks. */
function inDoubt(of: SiteResult): Pick<LaneRow, Marks | 'lostChange'> | undefined {
  const { progress } = of.result;
  if (progress.step !== 'failed' || !progress.inDoubt) return undefined;
  const lostChange = lostChangeOf(of.work, of.result, of.verdict);
  const lost = lostChange === undefined ? {} : { lostChange };
  if (of.verdict.site.role !== 'wanted') return lost;
  const { appliedResources = [], appliedOwners = [] } = of.rows.lane;
  const { resource, ownerId } = of.rows.site.wish;
  return {
    ...lost,
    appliedResources: [...new Set([...appliedResources, resource])],
    appliedOwners: [...new Set([...appliedOwners, ownerId])],
  };
}
