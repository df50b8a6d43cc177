import { callsOf, type WebhookCall } from './alerts.ts';
import { afterCheck, type Check, checkOf, type Met, troubleOf } from './checks.ts';
import type { StoredMonitor } from './monitor.ts';
import { latest } from './replica.ts';
import { type Ask, type StoredIncident, writeMonitor } from './state.ts';

type World = Pick<Ask, 'state' | 'limits' | 'nowMs'>;

/** All monitors as they were written last, by id. */
export const allMonitors = ({ state }: Pick<World, 'state'>): readonly StoredMonitor[] =>
  [...state.monitors.values()].flatMap((versions) => latest(versions) ?? []).toSorted((a, b) => a.id - b.id);

/** The checks that are to be made by now; a paused monitor has none. */
export const dueChecks = (world: World): readonly Check[] =>
  allMonitors(world)
    .filter(({ status, nextCheckMs }) => status !== 'PAUSED' && nextCheckMs <= world.nowMs)
    .map(checkOf);

/** When the next check is due; undefined where nothing is checked. */
export function nextCheckMs(world: Pick<World, 'state'>): number | undefined {
  const due = allMonitors(world).flatMap((one) => (one.status === 'PAUSED' ? [] : one.nextCheckMs));
  return due.length === 0 ? undefined : Math.min(...due);
}

/**
 * Takes what a check met: the monitor's status, its incident, and the webhooks to be called for it. What has been paused, deleted or
 * pointed elsewhere meanwhile is not told by an old check.
 */
export function recordCheck(world: World, check: Check, met: Met): readonly WebhookCall[] {
  const { state, limits, nowMs } = world;
  const before = latest(state.monitors.get(check.monitorId));
  if (before === null || before.status === 'PAUSED' || before.url !== check.url) return [];
  const trouble = troubleOf(before, met);
  const checked = afterCheck(before, trouble, { nowMs, limits });
  let incident = state.incidents.get(before.lastIncidentId ?? '');
  if (checked.status === 'DOWN' && before.status !== 'DOWN' && trouble !== undefined) {
    incident = begun(world, checked.id, trouble);
  }
  const after = incident === undefined ? checked : { ...checked, lastIncidentId: incident.id };
  writeMonitor(world, after.id, after);
  if (incident === undefined) return [];
  const isEnding = after.status === 'UP' && incident.endedMs === null;
  if (isEnding) incident.endedMs = nowMs;
  const isNews = isEnding || after.status === 'DOWN';
  return isNews ? callsOf({ state, monitor: after, incident, nowMs }) : [];
}

/** Ids are beyond what a number of JSON holds exactly (GoSuccessHQ/uptimerobot-api, "verified live"). */
function begun(
  { state, nowMs }: World,
  monitorId: number,
  { cause, reason }: { readonly cause: number; readonly reason: string },
): StoredIncident {
  state.made += 1;
  const id = String(352_577_094_135_000_000n + BigInt(state.made));
  const made: StoredIncident = { id, monitorId, cause, reason, startedMs: nowMs, endedMs: null, told: [] };
  state.incidents.set(id, made);
  return made;
}
