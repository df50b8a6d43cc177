import { isRefusal, type Refusal, refusals } from './answer.ts';
import { pageOf } from './listing.ts';
import { type StoredMonitor, unlessSaid } from './monitor.ts';
import { monitorAnswer } from './monitor-answer.ts';
import { judge, readCreate, readUpdate } from './monitor-input.ts';
import { caseOf, newMonitor } from './new-monitor.ts';
import { latest } from './replica.ts';
import { type Ask, seenMonitors, writeMonitor } from './state.ts';

export function listMonitors(ask: Ask): object | Refusal {
  const { limit = '50', tags, name, url, status } = ask.query;
  const size = Number(limit);
  if (!Number.isInteger(size) || size < 1 || size > 200) return refusals.invalid(['limit must be between 1 and 200']);
  const wanted = tags?.split(',');
  const states = status?.toUpperCase().split(',');
  // Names and URLs match in part, whatever their case; tags are one of those asked for, in their case (the contract).
  const found = seenMonitors(ask).filter(
    (one) =>
      (wanted === undefined || one.tagNames.some((tag) => wanted.includes(tag))) &&
      (states === undefined || states.includes(one.status)) &&
      one.friendlyName.toLowerCase().includes((name ?? '').toLowerCase()) &&
      one.url.toLowerCase().includes((url ?? '').toLowerCase()),
  );
  const page = pageOf(ask, found, { path: '/monitors', size });
  return isRefusal(page) ? page : { ...page, data: page.data.map((one) => monitorAnswer(ask, one)) };
}

export function getMonitor(ask: Ask): object | Refusal {
  const found = seenMonitors(ask).find(({ id }) => id === ask.id);
  if (found === undefined) return refusals.notFound('Monitor');
  // uptimerobot/terraform-provider-uptimerobot: some old monitors cannot be read alone, only listed.
  return found.isLegacy ? refusals.failed : monitorAnswer(ask, found);
}

export function createMonitor(ask: Ask): object | Refusal {
  const input = readCreate(ask);
  if (isRefusal(input)) return input;
  const { state, plan, limits, nowMs } = ask;
  if (countMonitors(ask) >= plan.monitors) return refusals.monitorLimit;
  const refused = judge(ask, { ...input, keywordCaseType: caseOf(input) });
  if (refused !== undefined) return refused;
  state.made += 1;
  const { firstCheckMs } = limits;
  return stored(ask, newMonitor(input, { id: 800_000_000 + state.made, nowMs, firstCheckMs }));
}

/** uptimerobot/ai, skills/errors: "paused monitors still count". */
export const countMonitors = ({ state }: Pick<Ask, 'state'>): number =>
  [...state.monitors.values()].filter((versions) => latest(versions) !== null).length;

export function updateMonitor(ask: Ask): object | Refusal {
  const input = readUpdate(ask);
  if (isRefusal(input)) return input;
  const before = latest(ask.state.monitors.get(ask.id));
  if (before === null) return refusals.notFound('Monitor');
  // The contract lists `type`; nobody has seen it change (uptimerobot/terraform-provider-uptimerobot makes a new monitor).
  if (input.type !== undefined && input.type !== before.type) return refusals.invalid(['type must not be changed']);
  const isKeyword = input.keywordType ?? input.keywordValue ?? input.keywordCaseType;
  if (before.type === 'HTTP' && isKeyword !== undefined) return refusals.invalid(['keyword is for keyword monitors']);
  const refused = judge(ask, input);
  if (refused !== undefined) return refused;
  const { successHttpResponseCodes: codes, config } = input;
  return stored(ask, {
    ...before,
    ...input,
    // An empty list is the default again; a configuration is merged key by key (GoSuccessHQ/uptimerobot-api, "verified live").
    ...(codes?.length === 0 ? { successHttpResponseCodes: unlessSaid.successHttpResponseCodes } : {}),
    ...(config === undefined ? {} : { config: { ...before.config, ...config } }),
  });
}

export function deleteMonitor(ask: Ask): undefined | Refusal {
  const { state } = ask;
  if (latest(state.monitors.get(ask.id)) === null) return refusals.notFound('Monitor');
  writeMonitor(ask, ask.id, null);
  for (const [id, { monitorId }] of state.incidents) if (monitorId === ask.id) state.incidents.delete(id);
  for (const page of state.pages.values()) page.monitorIds = page.monitorIds.filter((id) => id !== ask.id);
  return undefined;
}

/** "Pausing an already paused monitor will return successfully" (the contract). Assumption: it ends what is going on unheard. */
export function pauseMonitor(ask: Ask): object | Refusal {
  const before = latest(ask.state.monitors.get(ask.id));
  if (before === null) return refusals.notFound('Monitor');
  if (before.status === 'PAUSED') return monitorAnswer(ask, before);
  const incident = ask.state.incidents.get(before.lastIncidentId ?? '');
  if (incident !== undefined) incident.endedMs ??= ask.nowMs;
  return stored(ask, { ...before, status: 'PAUSED', statusSinceMs: ask.nowMs, failures: 0 });
}

export function startMonitor(ask: Ask): object | Refusal {
  const { state, plan, limits, nowMs } = ask;
  const before = latest(state.monitors.get(ask.id));
  if (before === null) return refusals.notFound('Monitor');
  if (before.status !== 'PAUSED') return monitorAnswer(ask, before);
  // uptimerobot/ai, skills/errors: "creation or resuming a paused monitor exceeded it".
  if (countMonitors(ask) > plan.monitors) return refusals.monitorLimit;
  const nextCheckMs = nowMs + limits.firstCheckMs;
  return stored(ask, { ...before, status: 'STARTED', statusSinceMs: nowMs, nextCheckMs });
}

function stored(ask: Ask, monitor: StoredMonitor): object {
  for (const tag of monitor.tagNames) {
    if (!ask.state.tags.has(tag)) ask.state.tags.set(tag, ask.state.tags.size + 1);
  }
  writeMonitor(ask, monitor.id, monitor);
  return monitorAnswer(ask, monitor);
}
