import type { Clock } from '../../shared/domain/clock.ts';

export interface VirtualClock extends Clock {
  /** Lets both the wall clock and monotonic time pass. */
  advance(ms: number): void;
  /** Moves the wall clock only, in either direction. */
  jump(ms: number): void;
}

/** A clock that stands still until a test moves it; begins in 2026. */
export function virtualClock(startMs = Date.UTC(2026, 10, 21)): VirtualClock {
  let wall = startMs;
  let monotonic = 0;
  return {
    now: () => wall,
    monotonic: () => monotonic,
    advance(ms) {
      wall += ms;
      monotonic += ms;
    },
    jump(ms) {
      wall += ms;
    },
  };
}
