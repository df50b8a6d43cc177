import type { ObservedMonitor, ProviderIncident } from '#shared/domain/monitor.ts';
import { type IncidentRow, incidentDays, incidentKey, type OpenIncident } from '#shared/rows/monitor-rows.ts';
import { type AlertNews, alertActions } from '#shared/runtime/alert-writes.ts';
import { type Action, put } from '#shared/runtime/table.ts';
import { orStop } from '#shared/runtime/tolerant.ts';
import { ask, budgetOf } from './ask.ts';
import type { Assembled } from './assemble.ts';
import { downOf, openDownNews, urlOf } from './down-news.ts';
import { endedSince } from './plan/ending.ts';
import { showsUp, type Turn, turnOf } from './plan/incidents.ts';
import type { SiteState } from './plan/lane-state.ts';
import type { LaneWork } from './work.ts';

/**
 * What was met last of each monitor: what is down now, and what is up again, each with who is to be told of it.
 * @returns when what is not certain yet is looked at again; Infinity: nothing is
 */
export async function takeTurns(work: LaneWork, { state, known }: Assembled): Promise<number> {
  let isOpen = false;
  const newsOf = openDownNews(work);
  for (const one of state.sites) {
    const [monitor] = known.ofSite(one);
    const watched = {
      one,
      monitorId: monitor?.id ?? '',
      sureMs: (state.listed?.startedMs ?? 0) - state.lagMs,
      newsOf,
      bornMs: monitor?.createdMs ?? 0,
    };
    noteUp(work, one, monitor);
    // One is over and another one has begun: two steps.
    for (let steps = 0; steps < 2; steps += 1) {
      const row = work.rows.of(one.site);
      const turn = turnOf(row, monitor, endedSince(one) === undefined && row.pausedMs === undefined);
      if (turn === undefined) break;
      const isTaken = await take(work, watched, turn);
      isOpen ||= !isTaken;
      if (!isTaken) break;
    }
  }
  await work.rows.flush();
  const { calls, moreMs } = budgetOf(work);
  const againMs = work.drain.now() + state.lagMs;
  return isOpen ? Math.max(againMs, calls < 1 ? moreMs : 0) : Number.POSITIVE_INFINITY;
}

/** A list that lags behind says at least that it was up once. What was over when that was seen first is nobody's news. */
function noteUp({ rows }: LaneWork, { site }: SiteState, monitor: ObservedMonitor | undefined): void {
  const row = rows.of(site);
  const listed = monitor && rows.listed.get(monitor.id);
  if (listed === undefined || (row.wasUp === true && row.metMs !== undefined)) return;
  const isKnown = row.last?.id === listed.id && row.hasPast !== true;
  const { startedMs: lastMs = 0 } = listed.lastIncident ?? {};
  const metMs = listed.status === 'down' ? lastMs - 1 : lastMs;
  if (showsUp(listed, isKnown)) rows.save({ ...row, wasUp: true, metMs });
  else if (listed.status === 'paused') rows.save({ ...row, hasPast: true });
}

interface Watched {
  readonly one: SiteState;
  readonly monitorId: string;
  /** Everything until then is known: lists lag behind by less. */
  readonly sureMs: number;
  /** When the monitor was made. */
  readonly bornMs: number;
  readonly newsOf: ReturnType<typeof openDownNews>;
}

/** False: it is not certain. */
async function take(work: LaneWork, watched: Watched, turn: Turn): Promise<boolean> {
  const { rows, drain } = work;
  const { one, monitorId, newsOf } = watched;
  const { down, ...row } = rows.of(one.site);
  const { id, startedMs, cause } = turn.incident;
  const incident = { id, startedMs, cause };
  const begun = { ...incident, site: row.site, lane: drain.lane, monitorId, url: urlOf(one) };
  if (turn.kind === 'down') {
    const alerts = await alertActions(drain, await newsOf(one, { ...incident, bornMs: watched.bornMs }));
    const actions = [put(incidentKey(drain.lane, incident), begun), ...alerts];
    await rows.saveWith(
      { ...row, metMs: Math.max(row.metMs ?? 0, startedMs), down: { ...incident, seenMs: drain.now(), monitorId } },
      actions,
    );
    return true;
  }
  const seenMs = down?.seenMs ?? startedMs;
  const isUnwatched = turn.kind === 'over' && turn.unwatched === true;
  const endedMs = isUnwatched ? drain.now() : await endOf(work, watched, { ...incident, seenMs });
  if (endedMs === undefined) return false;
  const unwatched = isUnwatched ? { unwatched: true as const } : {};
  const over = { ...begun, endedMs, ...unwatched };
  const closed: AlertNews = { state: 'closed', id: downOf(one.site), atMs: endedMs, ...unwatched };
  const isPast = turn.kind === 'past';
  const news = isPast ? await newsOf(one, { ...incident, bornMs: watched.bornMs, endedMs }) : [closed];
  const metMs = Math.max(row.metMs ?? 0, endedMs);
  await rows.saveWith({ ...row, over: id, metMs }, [ended(drain.lane, over), ...(await alertActions(drain, news))]);
  return true;
}

const daySeconds = 86_400;

/** A time of being down that is over. */
export const ended = (lane: string, row: IncidentRow & { readonly endedMs: number }): Action => ({
  ...put(incidentKey(lane, row), row),
  expiresAt: Math.ceil(row.endedMs / 1_000) + incidentDays * daySeconds,
});

/**
 * When an incident was over by the provider's own record; where that cannot be had, when we saw it in a list that cannot be
 * older than the incident. Undefined: it may last.
 */
async function endOf(
  work: LaneWork,
  { monitorId, sureMs }: Watched,
  { id, startedMs, seenMs }: OpenIncident & { readonly seenMs: number },
): Promise<number | undefined> {
  let found: ProviderIncident | undefined;
  await orStop(async () => {
    if (budgetOf(work).calls < 1) return;
    const page = await ask(work, (far) => far.incidents({ monitorId, startedAfterMs: startedMs - 1_000 }));
    found = page.items.find((one) => one.id === id);
  });
  if (found !== undefined) return found.endedMs;
  return sureMs >= seenMs ? work.drain.now() : undefined;
}
