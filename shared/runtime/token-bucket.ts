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
  /** When nothing was granted: after this a whole token is there. */
  readonly waitMs: number;
}

export const fullBucket = (rule: BucketRule, nowMs: number): Bucket => ({ tokens: rule.burst, atMs: nowMs });

/** Takes up to `wanted` whole tokens; a clock that went back adds none and takes none away. */
export function takeBlock(
  bucket: Bucket,
  rule: BucketRule,
  asked: { readonly wanted: number; readonly nowMs: number },
): Block {
  const elapsedMs = Math.max(0, asked.nowMs - bucket.atMs);
  const tokens = Math.min(rule.burst, bucket.tokens + (elapsedMs * rule.perSecond) / 1_000);
  const granted = Math.min(Math.floor(tokens), asked.wanted);
  const waitMs = granted > 0 ? 0 : Math.ceil(((1 - tokens) * 1_000) / rule.perSecond);
  return { bucket: { tokens: tokens - granted, atMs: asked.nowMs }, granted, waitMs };
}
