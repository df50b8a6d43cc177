import type { Cancel, Scheduler } from '#shared/domain/clock.ts';

/** Time that stands still until it is told to go on; for tests and the simulation. */
export interface VirtualScheduler extends Scheduler {
  /** Runs everything that falls due within `ms`, in order of time, then of asking; promises settle between two of them. */
  advance(ms: number): Promise<void>;
  /** Moves the wall clock alone, also backwards; monotonic time and what is scheduled stay. */
  jump(ms: number): void;
  /** What is scheduled and not yet run. */
  readonly scheduled: number;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** @param settle lets everything that became ready run, promises included; the default waits for one turn of the event loop. */
export function virtualScheduler(
  startMs = Date.UTC(2026, 0, 1),
  settle: () => Promise<void> = turnOfEventLoop,
): VirtualScheduler {
  const timers = new Set<Timer>();
  let elapsedMs = 0;
  let wallMs = startMs;
  let asked = 0;
  const moveTo = (atMs: number): void => {
    wallMs += atMs - elapsedMs;
    elapsedMs = atMs;
  };
  return {
    now: () => wallMs,
    monotonic: () => elapsedMs,
    get scheduled() {
      return timers.size;
    },
    jump(ms) {
      wallMs += ms;
    },
    after(delayMs, run): Cancel {
      const timer = { atMs: elapsedMs + Math.max(0, delayMs), order: asked, run };
      asked += 1;
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const endMs = elapsedMs + ms;
      await settle();
      for (let timer = nextOf(timers); timer !== undefined && timer.atMs <= endMs; timer = nextOf(timers)) {
        timers.delete(timer);
        moveTo(Math.max(elapsedMs, timer.atMs));
        timer.run();
        await settle();
      }
      moveTo(endMs);
    },
  };
}

function nextOf(timers: ReadonlySet<Timer>): Timer | undefined {
  let next: Timer | undefined;
  for (const timer of timers) {
    if (next === undefined || timer.atMs < next.atMs || (timer.atMs === next.atMs && timer.order < next.order)) {
      next = timer;
    }
  }
  return next;
}

const turnOfEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
