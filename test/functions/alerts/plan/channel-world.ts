import type { Change, ChannelState } from '../../../../functions/alerts/plan/channel.ts';
import { planChannel } from '../../../../functions/alerts/plan/plan.ts';
import {
  type Alert,
  type AlertId,
  type AlertState,
  alertText,
  closeAlert,
  openAlert,
} from '../../../../shared/domain/alert.ts';
import type { MessageRow } from '../../../../shared/rows/alert-rows.ts';

/** A line that people see: in the channel, or in a thread. */
export interface Line {
  text: string;
  readonly ts: string;
  readonly thread?: string;
}

/** One channel, as people read it, and what the plan knows of it. */
export function channelWorld({ keeps = true, digestFrom = 3 } = {}) {
  const alerts = new Map<string, AlertState>();
  const messages = new Map<string, MessageRow>();
  const lines: Line[] = [];
  const world = {
    nowMs: 1_000_000,
    alerts,
    lines,
    muted: new Set<string>(),
    open(alert: Alert, quietMs = 0): void {
      const key = alertText(alert);
      alerts.set(key, openAlert(alerts.get(key), alert, { nowMs: world.nowMs, quietMs }));
    },
    close(id: AlertId): void {
      const before = alerts.get(alertText(id));
      if (before !== undefined) alerts.set(alertText(id), closeAlert(before, world.nowMs));
    },
    state: (): ChannelState => ({
      alerts,
      heard: new Set([...alerts.keys()].filter((key) => !world.muted.has(key))),
      messages: [...messages.values()],
      policy: { digestFrom, flapWindowSeconds: 600 },
      nowMs: world.nowMs,
    }),
    /** Tells until there is nothing left to tell; how many plans that took. */
    settle(): number {
      for (let round = 0; round < 20; round += 1) {
        const { changes } = planChannel(world.state());
        if (changes.length === 0) return round;
        for (const change of changes) make(change);
      }
      throw new Error('the plan does not converge');
    },
    texts: () => lines.map(({ text, thread }) => (thread === undefined ? text : `  ${text}`)),
  };
  function make(change: Change): void {
    if (change.kind === 'forget') return void messages.delete(change.id);
    if (change.kind === 'update') {
      const line = lines.find(({ ts }) => ts === change.at.ts);
      if (line !== undefined) line.text = change.text;
      messages.set(change.after.id, change.after);
      return;
    }
    const ts = String(lines.length);
    lines.push({ text: change.text, ts, ...(change.thread === undefined ? {} : { thread: change.thread.ts }) });
    const at = keeps && change.after.at === undefined ? { at: { conversation: 'C1', ts } } : {};
    messages.set(change.after.id, { ...change.after, ...at });
  }
  return world;
}
