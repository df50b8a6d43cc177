import type { BucketLimit } from '../route53/buckets.ts';

/** What the model may be told to be stricter or looser about. */
export interface Limits {
  /** chat.postMessage and webhooks, for each channel. */
  readonly perChannel: BucketLimit;
  /** chat.update. */
  readonly tier3: BucketLimit;
  /** auth.test. */
  readonly special: BucketLimit;
  readonly textCharacters: number;
  readonly blocks: number;
  readonly sectionCharacters: number;
}

/**
 * Sources: docs.slack.dev, "Rate limits" (one message a second and channel; tier 3: 50 a minute; auth.test "hundreds a minute"),
 * "chat.postMessage" (texts over 40,000 characters are cut: refused here), "Blocks" (50 of them), "Section block" (3,000
 * characters). Assumption: how much of a minute's share may be used at once; "short bursts" over one a second are not relied on.
 */
export const defaultLimits: Limits = {
  perChannel: { capacity: 1, refillPerSecond: 1 },
  tier3: { capacity: 20, refillPerSecond: 50 / 60 },
  special: { capacity: 100, refillPerSecond: 5 },
  textCharacters: 40_000,
  blocks: 50,
  sectionCharacters: 3_000,
};
