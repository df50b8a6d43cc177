/** How many requests a far side takes: `burst` at once, then `perSecond`. */
export interface BucketRule {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Bucket {
  readonly tokens: number;
  /** When `tokens` was right, in epoch milliseconds. */
  readonly atMs: number;
}

export interface Block {
  readonly bucket: Bucket;
  readonly granted: number;
  /** When nothing was granted: after this the least that was asked for is there. */
  readonly waitMs: number;
}

export const fullBucket = (rule: BucketRule, nowMs: number): Bucket => ({ tokens: rule.burst, atMs: nowMs });

/** Takes up to `wanted` whole tokens, or none below `least` (1); a clock that went back adds none and takes none away. */
export function takeBlock(
  bucket: Bucket,
  rule: BucketRule,
  asked: { readonly wanted: number; readonly least?: number; readonly nowMs: number },
): Block {
  const elapsedMs = Math.max(0, asked.nowMs - bucket.atMs);
  const tokens = Math.min(rule.burst, bucket.tokens + (elapsedMs * rule.perSecond) / 1_000);
  const least = Math.min(asked.least ?? 1, rule.burst);
  const whole = Math.min(Math.floor(tokens), asked.wanted);
  const granted = whole < least ? 0 : whole;
  const waitMs = granted > 0 ? 0 : Math.ceil(((least - tokens) * 1_000) / rule.perSecond);
  return { bucket: { tokens: tokens - granted, atMs: asked.nowMs }, granted, waitMs };
}
