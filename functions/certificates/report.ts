import { type Condition, settleSince } from '#shared/domain/condition.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { siteText } from '#shared/domain/site.ts';
import { ConditionFailedError } from '#shared/errors/kinds.ts';
import type { AssignedRow } from '#shared/rows/certificate-rows.ts';
import { certificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import { hostItem } from '#shared/rows/claims-keys.ts';
import { isMonitorsLane } from '#shared/rows/monitor-lanes.ts';
import { type LaneRow, laneRowKey, type SiteRow, siteKey } from '#shared/rows/site-rows.ts';
import { hostStatusKey, statusItem } from '#shared/rows/status-keys.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import { type AlertNews, alertActions } from '#shared/runtime/alert-writes.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import type { SiteInLane } from '#shared/runtime/lane-sites.ts';
import { type Action, check, put, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { edgesOfSite } from './demands.ts';
import { placeText } from './lane-rows.ts';
import { leftBehind, verdictWhereItLeads } from './left-behind.ts';
import type { LanePlan } from './plan/plan.ts';
import type { Verdict } from './plan/verdicts.ts';
import { troubleNews } from './trouble-news.ts';
import type { LaneWork } from './work.ts';

/**
 * Writes what became of each host: the row of what serves it, the condition of its sites, and the items of those who
 * wait for that. A site that ends or has left the lane loses its finalizer: what is on listeners belongs to the lane.
 * @returns hosts whose rows changed meanwhile: to be looked at again
 */
export async function report(work: LaneWork, { verdicts }: LanePlan): Promise<ReadonlySet<string>> {
  const byPlace = new Map(verdicts.map((verdict) => [placeText(verdict.demand), verdict]));
  const isNew = new Set<string>();
  for (const verdict of verdicts) if (keep(work, verdict)) isNew.add(placeText(verdict.demand));
  for (const row of [...work.rows.assigned.values()]) {
    if (!byPlace.has(placeText(row))) work.rows.forgetAssigned(row);
  }
  await work.rows.flush();
  const failed = new Set<string>();
  for (const one of work.sites) {
    const { actions, items, news } = siteReport(work, one, { byPlace, isNew });
    if (actions.length === 0 && items.length === 0) continue;
    try {
      const alerts = await alertActions(work.drain, news);
      await transactFenced(work.drain, [...actions, ...alerts, ...(await work.drain.enqueue(items))]);
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      failed.add(one.site.host);
    }
  }
  return failed;
}

/** True: the host is served by now and was not, or no more, or by another load balancer. How a certificate came to a host stays what it was. */
function keep({ rows }: LaneWork, verdict: Verdict): boolean {
  const { demand, certificate, how: chosen, ...said } = verdict;
  const { host, edge } = demand;
  const before = rows.assigned.get(placeText(demand));
  const how = before?.certificate === certificate && before?.how !== undefined ? before.how : chosen;
  const row: AssignedRow = {
    host,
    edge,
    ...(certificate === undefined ? {} : { certificate }),
    ...(how === undefined ? {} : { how }),
    ...said,
  };
  rows.saveAssigned(row);
  return servedBy(before) !== servedBy(row);
}

const servedBy = (row: AssignedRow | undefined): string | undefined =>
  row?.status === 'True' && row.reason !== 'ManagedElsewhere' ? (row.loadBalancer ?? '') : undefined;

type Said = Pick<Verdict, 'status' | 'reason' | 'message'>;

const conditionOf = ({ conditions }: Pick<LaneRow, 'conditions'>): Condition | undefined =>
  conditions.find(({ type }) => type === 'CertificateReady');

interface Told {
  readonly byPlace: ReadonlyMap<string, Verdict>;
  readonly isNew: ReadonlySet<string>;
}

interface Report {
  readonly actions: readonly Action[];
  readonly items: readonly NewItem[];
  readonly news: readonly AlertNews[];
}

function siteReport(work: LaneWork, one: SiteInLane, { byPlace, isNew }: Told): Report {
  const { site, lane } = one;
  const { drain } = work;
  const { host } = site;
  const key = laneRowKey(lane.site, lane.lane);
  const by = { row: `${key.pk}/${key.sk}`, generation: site.generation };
  const toClaims = { ...by, lane: claimsLane(site.cluster), key: hostItem(host), dueMs: drain.now() };
  if (!isWanted(work, site)) {
    return {
      actions: [remove(key, 'present'), check(siteKey(site), { generation: site.generation })],
      items: [toClaims],
      news: troubleNews(one, conditionOf(lane), undefined),
    };
  }
  const places = edgesOfSite(site).map((edge) => ({ host, edge }));
  const isMoved = site.moving !== undefined && isNew.has(placeText({ host, edge: site.moving.edge }));
  const verdict = places
    .flatMap((place) => byPlace.get(placeText(place)) ?? [])
    .find(({ demand }) => demand.edge === site.wish.edge);
  const { plannedWords: _before, ...kept } = lane;
  const next: LaneRow = {
    ...kept,
    generation: site.generation,
    conditions: conditionsOf(lane, verdictWhereItLeads(work, site, verdict), drain.now()),
    ...(verdict?.planned === undefined ? {} : { plannedWords: verdict.planned }),
  };
  const actions = sameValue(next, lane) ? [] : [put(key, next, 'present')];
  const isSeen = !sameValue(shown(next), shown(lane));
  const status = statusItem(site.cluster, hostStatusKey(host), {
    row: by.row,
    generation: drain.now(),
    nowMs: drain.now(),
  });
  const news = troubleNews(one, conditionOf(lane), conditionOf(next));
  // Whoever watches waits for a certificate that is attached.
  const isTurned = conditionOf(lane)?.status !== conditionOf(next)?.status;
  const watching = isTurned ? site.lanes.filter(isMonitorsLane) : [];
  const woken = watching.map((name) => ({ ...by, lane: name, key: host, dueMs: drain.now() }));
  return { actions, items: [...(isMoved ? [toClaims] : []), ...woken, ...(isSeen ? [status] : [])], news };
}

const shown = ({ conditions, generation }: LaneRow) => [
  generation,
  conditions.map(({ since: _since, ...said }) => said),
];

/** One of its edges has certificates of this lane, or had them when it was configured, or its name still leads there. */
const isWanted = (work: LaneWork, site: SiteRow): boolean =>
  leftBehind(work, site) !== undefined ||
  work.behind.has(siteText(site)) ||
  edgesOfSite(site).some((name) => {
    const edge = work.configuration.edges.find((one) => one.name === name);
    return edge === undefined || certificatesLane(edge, work.configuration) === work.drain.lane;
  });

function conditionsOf({ conditions }: LaneRow, verdict: Said | undefined, nowMs: number): readonly Condition[] {
  if (verdict === undefined) return [];
  const { status, reason, message } = verdict;
  const before = conditionOf({ conditions });
  return [settleSince(before, { type: 'CertificateReady', status, reason, message }, nowMs)];
}
