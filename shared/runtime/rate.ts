import type { Clock } from '#shared/domain/clock.ts';
import { ConditionFailedError, RetryableError } from '#shared/errors/kinds.ts';
import { conflictTries } from './limits.ts';
import { put, type RowKey, type Table } from './table.ts';
import { type Bucket, type BucketRule, fullBucket, takeBlock } from './token-bucket.ts';

export interface RateInput {
  readonly table: Table;
  readonly clock: Clock;
  /** The far side counts per account and service (and region, where it does: then part of the account's name). */
  readonly account: string;
  readonly service: string;
  readonly rule: BucketRule;
  /** Tokens taken from the row at a time: fewer writes, coarser sharing. */
  readonly block: number;
}

/** One process's share of a rate that all lanes of an account have together. */
export interface Rate {
  /** Takes so many tokens (1) or none: 0, call now; otherwise the milliseconds after which to ask again. */
  take(count?: number): Promise<number>;
}

interface BucketRow extends Bucket {
  readonly version: number;
}

const bucketKey = (account: string, service: string): RowKey<BucketRow> => ({
  pk: `rate#${account}#${service}`,
  sk: 'bucket',
});

/** How long tokens of a block may be used; a block kept longer would burst on top of the bucket. */
const blockLifeMs = 1_000;

/** Hands out request tokens from the row of (account, service), a block at a time, so that lanes share a rate. */
export function shareRate(input: RateInput): Rate {
  let tokens = 0;
  let untilMs = 0;
  return {
    async take(count = 1) {
      if (input.clock.monotonic() >= untilMs) tokens = 0;
      if (tokens < count) {
        const block = await drawBlock(input, count);
        if (block.granted === 0) return Math.max(1, block.waitMs);
        tokens = block.granted;
        untilMs = input.clock.monotonic() + blockLifeMs;
      }
      tokens -= Math.min(count, tokens);
      return 0;
    },
  };
}

async function drawBlock({ table, clock, account, service, rule, block }: RateInput, least: number) {
  const key = bucketKey(account, service);
  for (let tries = 0; tries < conflictTries; tries += 1) {
    const known = await table.get(key);
    const { bucket, granted, waitMs } = takeBlock(known ?? fullBucket(rule, clock.now()), rule, {
      wanted: Math.max(block, least),
      least,
      nowMs: clock.now(),
    });
    if (granted === 0) return { granted, waitMs };
    try {
      const version = (known?.version ?? 0) + 1;
      await table.transact([put(key, { ...bucket, version }, known ? { version: known.version } : 'absent')]);
      return { granted, waitMs: 0 };
    } catch (error) {
      if (!(error instanceof ConditionFailedError || error instanceof RetryableError)) throw error;
    }
  }
  return { granted: 0, waitMs: 1_000 / rule.perSecond };
}
