import { type Bucket, draw } from './buckets.ts';
import type { Limits } from './limits.ts';
import type { Action } from './operations.ts';

/**
 * The buckets after one request of an account, or undefined where it is one too many.
 * Source: Developer Guide, "Throttling for Amazon Route 53 API requests".
 */
export function drawRequest(
  buckets: Readonly<Record<string, Bucket>>,
  { action, account, nowMs }: { readonly action: Action; readonly account: string; readonly nowMs: number },
  limits: Limits,
): Readonly<Record<string, Bucket>> | undefined {
  const draws = [
    { bucket: `${account} account`, limit: limits.account, tokens: 1 },
    { bucket: `${account} ${action}`, limit: limits.slower[action] ?? limits.action, tokens: 1 },
  ];
  return draw(buckets, draws, nowMs);
}
