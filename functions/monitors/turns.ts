import type { Alert, AlertId } from '#shared/domain/alert.ts';
import { splitKey } from '#shared/domain/keys.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';
import { type IncidentRow, incidentDays, incidentKey, type OpenIncident } from '#shared/rows/monitor-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type AlertNews, alertActions } from '#shared/runtime/alert-writes.ts';
import { type Action, put } from '#shared/runtime/table.ts';
import { orStop } from '#shared/runtime/tolerant.ts';
import { ask, budgetOf } from './ask.ts';
import type { Assembled } from './assemble.ts';
import { endedSince } from './plan/ending.ts';
import { causeText, shortUrl, type Turn, turnOf } from './plan/incidents.ts';
import type { SiteState } from './plan/lane-state.ts';
import type { LaneWork } from './work.ts';

/** What was met last of each monitor: what is down now, and what is up again, each with who is to be told of it. */
export async function takeTurns(work: LaneWork, { state, known }: Assembled): Promise<void> {
  for (const one of state.sites) {
    const [monitor] = known.ofSite(one);
    const look = (): Turn | undefined => {
      const row = work.rows.of(one.site);
      return turnOf(row, monitor, endedSince(one) === undefined && row.pausedMs === undefined);
    };
    // One is over and another one has begun: two steps.
    for (let turn = look(), steps = 0; turn !== undefined && steps < 2; turn = look(), steps += 1) {
      await take(work, { one, monitorId: monitor?.id ?? '' }, turn);
    }
  }
  await work.rows.flush();
}

interface Watched {
  readonly one: SiteState;
  readonly monitorId: string;
}

async function take(work: LaneWork, { one, monitorId }: Watched, turn: Turn): Promise<void> {
  const { rows, drain } = work;
  const { down: _down, ...row } = rows.of(one.site);
  if (turn.kind === 'up-first') return rows.save({ ...row, wasUp: true });
  const { incident } = turn;
  const begun = { ...incident, site: row.site, lane: drain.lane, monitorId, url: urlOf(one) };
  if (turn.kind === 'down') {
    const alerts = await alertActions(drain, newsOf(work, one, incident));
    return rows.saveWith({ ...row, down: incident }, [put(incidentKey(drain.lane, incident), begun), ...alerts]);
  }
  const endedMs = turn.unwatched ? drain.now() : await endOf(work, monitorId, incident);
  const over = { ...begun, endedMs, ...(turn.unwatched ? { unwatched: turn.unwatched } : {}) };
  const news: AlertNews = {
    state: 'closed',
    id: idOf(one.site),
    atMs: endedMs,
    ...(turn.unwatched ? { unwatched: true } : {}),
  };
  await rows.saveWith(row, [ended(drain.lane, over), ...(await alertActions(drain, [news]))]);
}

const daySeconds = 86_400;

const ended = (lane: string, row: IncidentRow & { readonly endedMs: number }): Action => ({
  ...put(incidentKey(lane, row), row),
  expiresAt: Math.ceil(row.endedMs / 1_000) + incidentDays * daySeconds,
});

/** By the provider's own record, where that can be had now; else it ended when we saw it. */
async function endOf(work: LaneWork, monitorId: string, { id, startedMs }: OpenIncident): Promise<number> {
  const seenMs = work.drain.now();
  if (budgetOf(work).calls < 1) return seenMs;
  let endedMs: number | undefined;
  await orStop(async () => {
    const page = await ask(work, (far) => far.incidents({ monitorId, startedAfterMs: startedMs - 1_000 }));
    endedMs = page.items.find((one) => one.id === id)?.endedMs;
  });
  return endedMs ?? seenMs;
}

const idOf = (site: SiteKey): AlertId => ({ about: 'monitor', subject: siteText(site), reason: 'Down' });

const urlOf = ({ check, row }: SiteState): string =>
  shortUrl('problem' in check ? (row.last?.monitor?.url ?? '') : check.url);

function newsOf({ sites }: LaneWork, one: SiteState, { startedMs, cause }: OpenIncident): readonly AlertNews[] {
  const site = sites.find((each) => siteText(each.site) === siteText(one.site))?.site;
  if (site === undefined) return [];
  return [{ state: 'open', alert: alertOf(site, { url: urlOf(one), cause }), atMs: startedMs }];
}

function alertOf(site: SiteRow, { url, cause }: { readonly url: string; readonly cause: string }): Alert {
  const { namespace, name } = splitKey(site.holder.key);
  return {
    ...idOf(site),
    place: { cluster: site.cluster, namespace, edge: site.wish.edge },
    facts: { name: site.wish.monitor?.name ?? name, url, message: causeText(cause) },
  };
}
