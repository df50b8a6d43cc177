import type { BucketLimit } from './buckets.ts';

/** What the model may be told to be stricter or looser about. */
export interface Limits {
  /** The account's request bucket. */
  readonly account: BucketLimit;
  /** The bucket of each action. */
  readonly action: BucketLimit;
  /** Actions that have less. */
  readonly slower: Readonly<Record<string, BucketLimit>>;
  /** The bucket of changes per second; no figure is published, so there is none unless it is given. */
  readonly changes: BucketLimit | undefined;
  readonly recordsPerZone: number;
  /** From acceptance to INSYNC, which is also when DNS answers. */
  readonly inSyncMs: number;
  /** How long a zone is busy with a change, so that another one meets PriorRequestNotComplete. */
  readonly processingMs: number;
}

/**
 * Sources: Developer Guide, "Throttling for Amazon Route 53 API requests" (50 at once, 10 a second, for the account and for each
 * action) and "Quotas" (10,000 records a zone). Assumptions: 1 s to INSYNC, a change is processed in no time, no limit of changes.
 */
export const defaultLimits: Limits = {
  account: { capacity: 50, refillPerSecond: 10 },
  action: { capacity: 50, refillPerSecond: 10 },
  slower: {
    CreateHealthCheck: { capacity: 50, refillPerSecond: 0.5 },
    DeleteHealthCheck: { capacity: 15, refillPerSecond: 3 },
  },
  changes: undefined,
  recordsPerZone: 10_000,
  inSyncMs: 1000,
  processingMs: 0,
};
