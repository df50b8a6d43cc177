import type { Cancel, Scheduler } from '#shared/domain/clock.ts';

/** The longest delay of Node's timers, milliseconds (Node.js documentation, "Timers"): longer ones would fire at once. */
const longestTimerMs = 2_147_483_647;

/** Real time. Timers keep the process alive: whoever asked for one cancels it when closing. */
export function realScheduler(): Scheduler {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: (delayMs, run) => startTimer(delayMs, run),
  };
}

function startTimer(delayMs: number, run: () => void): Cancel {
  const rest = delayMs - longestTimerMs;
  let cancelRest: Cancel = () => undefined;
  const timer = setTimeout(
    () => {
      if (rest > 0) cancelRest = startTimer(rest, run);
      else run();
    },
    Math.max(0, Math.min(delayMs, longestTimerMs)),
  );
  return () => {
    clearTimeout(timer);
    cancelRest();
  };
}
