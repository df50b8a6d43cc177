/** How fast a token bucket fills and how much it holds. */
export interface BucketLimit {
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** Kept as what is used up, so that a snapshot holds finite numbers. */
export interface Bucket {
  readonly used: number;
  readonly atMs: number;
}

/** The bucket after the time that has passed; time never goes back here. */
export function refill(bucket: Bucket | undefined, limit: BucketLimit, nowMs: number): Bucket {
  if (bucket === undefined) return { used: 0, atMs: nowMs };
  const elapsedSeconds = (nowMs - bucket.atMs) / 1000;
  return { used: Math.max(0, bucket.used - elapsedSeconds * limit.refillPerSecond), atMs: nowMs };
}

/** A request wants this from one bucket. */
export interface Draw {
  readonly bucket: string;
  readonly limit: BucketLimit;
  readonly tokens: number;
}

/**
 * Takes from all buckets or from none: undefined when one of them does not hold enough.
 * Source: Developer Guide, "Throttling for Amazon Route 53 API requests": a request takes from the account's bucket and from
 * the action's. Assumption: a throttled request takes nothing.
 */
export function draw(
  buckets: Readonly<Record<string, Bucket>>,
  draws: readonly Draw[],
  nowMs: number,
): Readonly<Record<string, Bucket>> | undefined {
  const next = { ...buckets };
  for (const { bucket, limit, tokens } of draws) {
    const filled = refill(next[bucket], limit, nowMs);
    if (filled.used + tokens > limit.capacity) return undefined;
    next[bucket] = { ...filled, used: filled.used + tokens };
  }
  return next;
}
