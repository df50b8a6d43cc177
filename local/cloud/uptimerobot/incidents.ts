import { escapeHtml } from '../escape-html.ts';
import { isRefusal, type Refusal, refusals } from './answer.ts';
import { pageOf } from './listing.ts';
import { incidentOf } from './monitor-answer.ts';
import { latest } from './replica.ts';
import type { Ask, StoredIncident } from './state.ts';

/** IncidentSummaryPaginationDto, filtered as the contract says. */
export function listIncidents(ask: Ask): object | Refusal {
  const { monitor_id: monitorId, monitor_name: name = '', started_after: after, started_before: before } = ask.query;
  const [fromMs, toMs] = [momentOf(after), momentOf(before)];
  if (Number.isNaN(fromMs)) return refusals.invalid(['started_after must be a Date instance']);
  if (Number.isNaN(toMs)) return refusals.invalid(['started_before must be a Date instance']);
  const found = [...ask.state.incidents.values()].filter(
    (one) =>
      (monitorId === undefined || String(one.monitorId) === monitorId) &&
      (fromMs === undefined || one.startedMs > fromMs) &&
      (toMs === undefined || one.startedMs < toMs) &&
      nameOf(ask, one).toLowerCase().includes(name.toLowerCase()),
  );
  const page = pageOf(ask, found, { path: '/incidents', size: ask.limits.pageSize });
  return isRefusal(page) ? page : { ...page, data: page.data.map((one) => summary(ask, one)) };
}

/** IncidentDetailDto. */
export function getIncident({ state, idText }: Ask): object | Refusal {
  const found = state.incidents.get(idText);
  if (found === undefined) return refusals.notFound('Incident');
  return { ...incidentOf(found), resolvedAt: endOf(found), rootCause: null };
}

const momentOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text));

const endOf = ({ endedMs }: StoredIncident): string | null =>
  endedMs === null ? null : new Date(endedMs).toISOString();

const nameOf = ({ state }: Ask, { monitorId }: StoredIncident): string =>
  latest(state.monitors.get(monitorId))?.friendlyName ?? '';

const summary = (ask: Ask, one: StoredIncident): object => ({
  ...incidentOf(one),
  type: 'Downtime',
  monitor: { id: one.monitorId, friendlyName: escapeHtml(nameOf(ask, one)) },
  commentsCount: 0,
  resolvedAt: endOf(one),
  includeInReports: true,
});
