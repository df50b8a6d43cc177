import type { Invariant } from './invariant.ts';

/** Several tries of a forwarder, whose pause between two of them grows to half a minute. */
const patienceMs = 10 * 60_000;
const everyMs = 5 * 60_000;

/** What the bus did not take for the moment is said again, as long as its forwarder lives. */
export const failedSaidAgain: Invariant = {
  name: 'what the bus did not take is said again',
  watch({ engine, clusters }, { violated }) {
    const look = (): void => {
      const nowMs = engine.scheduler.monotonic();
      for (const { name, unsaid } of clusters.values()) {
        const late = [...unsaid].filter(([, sinceMs]) => sinceMs < nowMs - patienceMs);
        if (late.length > 0) violated(`${late.length} entries of ${name} failed and were not sent again`);
      }
      engine.scheduler.after(everyMs, look);
    };
    engine.scheduler.after(everyMs, look);
  },
};
