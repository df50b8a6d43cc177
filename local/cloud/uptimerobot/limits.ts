/** What the model may be told to be stricter or looser about. */
export interface Limits {
  /** How long reads may show what was there before a change. */
  readonly lagMs: number;
  /** Whether every second read in that time shows the change already, as replicas do. */
  readonly flickers: boolean;
  /** Until the first check of a monitor that was made or resumed. */
  readonly firstCheckMs: number;
  /** Between a failed check and the next that is to confirm it. */
  readonly confirmAfterMs: number;
  /** Failed connections after the first before a monitor is down. */
  readonly connectionRetries: number;
  /** Entries on a page of every list but that of monitors, which says how many itself. */
  readonly pageSize: number;
  /** What X-RateLimit-Reset says: the documented epoch seconds, or the length of the period, as it was seen. */
  readonly resetSays: 'epoch' | 'period';
}

/**
 * Sources: uptimerobot/ai, skills/create-http-monitor ("read-after-write can lag a few seconds"); uptimerobot/terraform-provider-uptimerobot,
 * CHANGELOG 1.4.0 (it waits for several equal reads in a row); the contract, HttpKeywordMonitorConfigDto ("Connection errors always retry
 * 3 times"); uptimerobot.com/api/v3 (the reset is "time since epoch in seconds"), GoSuccessHQ/uptimerobot-api, tests ("the value stays 60").
 * Assumptions: how long each of these takes, and the size of pages.
 */
export const defaultLimits: Limits = {
  lagMs: 3000,
  flickers: true,
  firstCheckMs: 1000,
  confirmAfterMs: 5000,
  connectionRetries: 3,
  pageSize: 50,
  resetSays: 'epoch',
};

/** The period that calls are counted in: the documented limits are per minute. Assumption: it begins with its first call. */
export const periodMs = 60_000;
