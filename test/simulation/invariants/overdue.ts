import type { WorkItem } from '#shared/runtime/work-item.ts';
import type { FaultKind } from '../engine/faults.ts';
import type { Invariant } from './invariant.ts';

/** Whatever goes wrong, what is due is tried again within this, poison and slow far sides included. */
const mostLateMs = 30 * 60_000;
/**
 * Where transactions that meet are often cancelled most drains of a busy lane end early, and begin again a minute later;
 * where many rings are lost each step towards a poison waits for a sweep.
 */
const slowing: readonly (readonly [FaultKind, number])[] = [
  ['table.conflict', 0.1],
  ['ring.lost', 0.25],
];
const everyMs = 5 * 60_000;
/** What is due within a minute of being written is rung for; sweep, which comes each minute, only finds what was lost. */
const rungForMs = 60_000;
const promptMs = 35_000;
/** When faults have ended, leases of the dead run out and what waited is worked off. */
const recoveryMs = 10 * 60_000;

/** A drain makes some hundred calls: where more than a few of them are deadly or futile nobody can say how long it takes. */
const deadly: readonly FaultKind[] = ['kill.before', 'kill.after', 'table.throttled', 'table.answerLost', 'call.slow'];
const mostDeadly = 0.002;

/** What is due is done soon: at once while nothing goes wrong, within half an hour whatever does. */
export const nothingOverdue: Invariant = {
  name: 'what is due is done soon',
  watch({ store, engine, poison }, { violated, mirror }) {
    const written = new Map<string, { readonly item: WorkItem; readonly atMs: number }>();
    let calmSinceMs: number | undefined;
    // Each of two poisons in one lane is hunted for by itself.
    let wasPoisonedTwice = false;
    store.onNewLife(() => written.clear());
    store.onCommit(({ actions, nowMs }) => {
      if (calmSinceMs === undefined && engine.faults.isOver) calmSinceMs = nowMs;
      for (const action of actions) {
        const { pk, sk } = action.key;
        if (!pk.startsWith('item#')) continue;
        const name = `${pk} ${sk}`;
        if (action.action === 'put') written.set(name, { item: action.row as WorkItem, atMs: nowMs });
        const known = action.action === 'delete' ? written.get(name) : undefined;
        if (known === undefined) continue;
        written.delete(name);
        const { item, atMs } = known;
        const sinceMs = Math.max(item.dueMs, atMs);
        const isCalm = calmSinceMs !== undefined && sinceMs > calmSinceMs + recoveryMs;
        if (isCalm && item.dueMs - atMs <= rungForMs && nowMs - sinceMs > promptMs)
          violated(`${item.lane}: ${item.key} was due for ${seconds(nowMs - sinceMs)} though nothing went wrong`);
      }
    });
    const look = (): void => {
      const nowMs = engine.scheduler.now();
      wasPoisonedTwice ||= poison.size > 1;
      const isSlow = wasPoisonedTwice || slowing.some(([kind, rate]) => engine.faults.rateOf(kind) > rate);
      const limitMs = isSlow ? 2 * mostLateMs : mostLateMs;
      const late = [...written.values()].filter(({ item }) => item.dueMs < nowMs - limitMs);
      for (const { item } of late) {
        if (!mirror.under(`parked#${item.lane}`).has(item.key))
          violated(`${item.lane}: ${item.key} has been due for ${seconds(nowMs - item.dueMs)}`);
      }
      engine.scheduler.after(everyMs, look);
    };
    const toll = deadly.reduce((sum, kind) => sum + engine.faults.rateOf(kind), 0);
    if (toll <= mostDeadly) engine.scheduler.after(everyMs, look);
  },
};

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
