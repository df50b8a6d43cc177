import type { Doorbell } from './doorbell.ts';
import { delayedRingMs } from './limits.ts';

/** Collects whom to wake, so that each lane is rung once, at the end. */
export interface Rings {
  /** A wish for later than a minute is left to sweep. */
  add(lane: string, delayMs: number): void;
  /** Rings at once, beside what is collected. */
  now(lane: string, delayMs: number): Promise<void>;
  /** Rings each lane once, after the smallest of its delays. */
  flush(): Promise<void>;
  /** A ring that failed is a lost one, which sweep makes good within a minute; counted so that a metric shows it. */
  lost(): number;
}

export function collectRings(doorbell: Doorbell): Rings {
  const delays = new Map<string, number>();
  let lost = 0;
  const ring = async (lane: string, delayMs: number): Promise<void> => {
    try {
      await doorbell.ring(lane, delayMs / 1000);
    } catch {
      lost += 1;
    }
  };
  return {
    add(lane, delayMs) {
      if (delayMs > delayedRingMs) return;
      delays.set(lane, Math.min(delays.get(lane) ?? Number.POSITIVE_INFINITY, Math.max(0, delayMs)));
    },
    now: ring,
    async flush() {
      const due = [...delays];
      delays.clear();
      await Promise.all(due.map(([lane, delayMs]) => ring(lane, delayMs)));
    },
    lost: () => lost,
  };
}
