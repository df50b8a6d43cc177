import type { Outcome } from './capability.ts';
import type { Measurement } from './metrics.ts';

/** What one drain did, for one log line and the metrics. */
export interface DrainReport {
  readonly lane: string;
  /**
   * `drained`: looked at what was due. `held`, `notBefore`: not our turn. `stopped`: no configuration, or one older than
   * the lane's. `interrupted`: the table or the walk failed for now. `crashed`: it ended on its budget with nothing done.
   * `lost`: the lease went to somebody else.
   */
  readonly result: 'drained' | 'held' | 'notBefore' | 'stopped' | 'interrupted' | 'crashed' | 'lost';
  /** Keys taken, and how each ended. */
  readonly taken: number;
  readonly outcomes: Readonly<Partial<Record<Outcome['result'], number>>>;
  /** Keys that crashed alone too often and were parked in this drain: somebody must look. */
  readonly poisoned: readonly string[];
  /** The lane has not yet been walked for the newest configuration. */
  readonly behind: boolean;
  readonly lostRings: number;
  /** What the capability measured, for the metrics. */
  readonly measured: readonly Measurement[];
  readonly durationMs: number;
  readonly message?: string;
}

export function emptyReport(lane: string, result: DrainReport['result'], message?: string): DrainReport {
  return {
    lane,
    result,
    taken: 0,
    outcomes: {},
    poisoned: [],
    behind: false,
    lostRings: 0,
    measured: [],
    durationMs: 0,
    ...(message === undefined ? {} : { message }),
  };
}

export function countOutcomes(outcomes: readonly Outcome[]): DrainReport['outcomes'] {
  const counts: Partial<Record<Outcome['result'], number>> = {};
  for (const { result } of outcomes) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}
