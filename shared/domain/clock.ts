/** The time, given to whoever needs it, so that a simulation can be the one who gives it. */
export interface Clock {
  /** Wall clock in milliseconds since 1970; may jump in both directions. */
  now(): number;
  /** Milliseconds since some fixed moment of this process; never goes back. */
  monotonic(): number;
}

/** Takes back what was asked for; a second call changes nothing. */
export type Cancel = () => void;

export interface Scheduler extends Clock {
  /** Runs once, `delayMs` of monotonic time from now at the earliest, never before `after` has returned. */
  after(delayMs: number, run: () => void): Cancel;
}
