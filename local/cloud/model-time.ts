/** The moment last seen, and how far a model's own time is ahead of the caller's. */
export interface ModelTime {
  readonly lastMs: number;
  readonly aheadMs: number;
}

/**
 * A model's own time, which never goes back: the real service's clock does not jump because the caller's does. After a jump
 * it goes on from where it was.
 */
export function advanceTime(state: { time: ModelTime }, nowMs: number): number {
  const aheadMs = Math.max(state.time.aheadMs, state.time.lastMs - nowMs);
  state.time = { lastMs: nowMs + aheadMs, aheadMs };
  return state.time.lastMs;
}
