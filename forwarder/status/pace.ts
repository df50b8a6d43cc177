import type { Clock } from '#shared/domain/clock.ts';
import { type BucketRule, fullBucket, takeBlock } from '#shared/runtime/token-bucket.ts';

/** How often a cluster is asked for something: never more than the rule gives. */
export class Pace {
  readonly #rule: BucketRule;
  readonly #clock: Clock;
  #bucket;

  constructor(rule: BucketRule, clock: Clock) {
    this.#rule = rule;
    this.#clock = clock;
    this.#bucket = fullBucket(rule, clock.monotonic());
  }

  /** Takes one request; false where there is none for now. */
  take(): boolean {
    const { bucket, granted } = takeBlock(this.#bucket, this.#rule, { wanted: 1, nowMs: this.#clock.monotonic() });
    this.#bucket = bucket;
    return granted > 0;
  }
}
