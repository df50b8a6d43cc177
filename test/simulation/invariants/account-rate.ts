import type { Process } from '../engine/process.ts';
import type { Invariant } from './invariant.ts';

interface Counted {
  readonly by: Process;
  readonly atMs: number;
  /** What it said of the rate was kept. */
  isKept: boolean;
}

const periodMs = 60_000;
/** By so much a function's clock may be early. */
const skewMs = 3_000;

/** The provider never says that it was asked too often, unless an answer before was lost with what it said of the rate. */
export const rateKept: Invariant = {
  name: "an account's rate is kept",
  watch({ outside: { uptime }, store }, { violated }) {
    let calls: Counted[] = [];
    let sinceMs = Number.NEGATIVE_INFINITY;
    let knownMs = Number.NEGATIVE_INFINITY;
    store.onNewLife(() => {
      knownMs = Number.POSITIVE_INFINITY;
    });
    store.onCommit(({ by, actions, nowMs }) => {
      if (!actions.some(({ action, key }) => action === 'put' && key.pk.startsWith('monitors#'))) return;
      for (const one of calls) if (one.by.name === by) one.isKept = true;
      knownMs = Math.min(knownMs, nowMs);
    });
    uptime.onCall(({ by, status, isFault, nowMs }) => {
      if (nowMs >= sinceMs + periodMs) {
        calls = [];
        sinceMs = nowMs;
      }
      const isLearned = calls.every((one) => one.isKept || one.by === by);
      const isKnown = nowMs < sinceMs + periodMs - skewMs && nowMs > knownMs + periodMs;
      if (status === 429 && !isFault && isLearned && isKnown)
        violated(`${by.name} asked once more after ${calls.length} calls within a minute`);
      calls.push({ by, atMs: nowMs, isKept: false });
      // Whose answer is lost is never learned.
      if (isFault) calls.push({ by: { ...by, name: '' }, atMs: nowMs, isKept: false });
    });
  },
};
