import type { Limits } from './limits.ts';
import { newMonitor } from './new-monitor.ts';
import type { UptimeRobotOptions } from './options.ts';
import { type State, writeMonitor } from './state.ts';

/** Adds what the options name and the account does not have. */
export function addGiven(
  state: State,
  limits: Limits,
  { monitors = [], pages = [] }: Pick<UptimeRobotOptions, 'monitors' | 'pages'>,
): void {
  for (const { id, name } of pages) {
    if (!state.pages.has(id)) state.pages.set(id, { id, friendlyName: name, monitorIds: [] });
  }
  for (const { id, monitor, isLegacy = false } of monitors) {
    if (state.monitors.has(id)) continue;
    const made = { ...newMonitor(monitor, { id, nowMs: 0, firstCheckMs: limits.firstCheckMs }), isLegacy };
    writeMonitor({ state, limits, nowMs: Number.MIN_SAFE_INTEGER }, id, made);
    for (const tag of made.tagNames) if (!state.tags.has(tag)) state.tags.set(tag, state.tags.size + 1);
  }
}
