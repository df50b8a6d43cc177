import { LeaseLostError, RetryableError } from '#shared/errors/kinds.ts';
import { parseStatusShard, shardName } from '#shared/events/status.ts';
import type { Drain, Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { raiseWanted } from '#shared/runtime/lanes.ts';
import { clusterOf } from './cluster.ts';
import { readEntries } from './observe.ts';
import { keyOfEntry } from './plan/entries.ts';
import { isEmptyShard, renderShard } from './plan/shard.ts';
import type { StatusObjects } from './ports.ts';

/** What is to be looked at in one shard. */
export interface ShardWork {
  readonly shard: string;
  /** Keys of sites and objects. */
  readonly keys: readonly string[];
  /** All that stands in it is looked at, too. */
  readonly whole: boolean;
  /** The index names it: it was there. */
  readonly wasThere: boolean;
}

/** How a shard stands after it was looked at; `left`: there was no time for it. */
export type ShardResult =
  | { readonly shard: string; readonly etag: string | undefined }
  | { readonly shard: string; readonly failed: Error }
  | { readonly shard: string; readonly left: true };

/** Shards in flight: enough to hide the bucket's latency. */
const shardsAtOnce = 8;
/** One shard of 64 that cannot be read would have all of them read again where there is no index yet. */
const triesAtOnce = 3;

/** @throws LeaseLostError; what nobody knows */
export async function lookAtShards(
  drain: Drain,
  objects: StatusObjects,
  works: readonly ShardWork[],
): Promise<readonly ShardResult[]> {
  const queue = works.values();
  const results: ShardResult[] = [];
  const worker = async (): Promise<void> => {
    for (const work of queue) results.push(await lookOrFail(drain, objects, work));
  };
  await Promise.all(Array.from({ length: Math.min(shardsAtOnce, works.length) }, worker));
  return results;
}

async function lookOrFail(drain: Drain, objects: StatusObjects, work: ShardWork): Promise<ShardResult> {
  const { shard } = work;
  for (let left = triesAtOnce; ; left -= 1) {
    if (!drain.hasTime()) return { shard, left: true };
    try {
      return { shard, etag: await lookAtShard(drain, objects, work) };
    } catch (error) {
      if (!(error instanceof Error) || error instanceof LeaseLostError || !isKnown(error)) throw error;
      if (left <= 1 || !(error instanceof RetryableError)) return { shard, failed: error };
    }
  }
}

const isKnown = (error: Error): boolean => outcomesOfError(error, [], 0) !== undefined;

/**
 * What stands is read first and the rows afterwards: whatever changes them later asks again. Returns the ETag; undefined
 * where there is no shard and none is needed.
 */
async function lookAtShard(drain: Drain, objects: StatusObjects, work: ShardWork): Promise<string | undefined> {
  const { shard, keys, whole, wasThere } = work;
  const cluster = clusterOf(drain);
  const name = shardName(cluster, shard);
  const stored = await objects.read(name);
  const standing = stored === undefined ? undefined : parseStatusShard(stored.body);
  // Somebody removed or overwrote it: what else was in it comes back when all rows were looked at.
  if (standing === undefined && (stored !== undefined || wasThere)) await raiseWanted(drain.table, drain.lane);
  const there = standing ?? [];
  const asked = whole ? [...new Set([...there.map(keyOfEntry), ...keys])] : keys;
  const text = renderShard(there, await readEntries(drain.table, cluster, asked));
  if (text === stored?.body || (stored === undefined && isEmptyShard(text))) return stored?.etag;
  await drain.assertHeld();
  return objects.write(name, text, stored?.etag);
}

/** What becomes of the keys of a shard that was not finished; none where there was no time. */
export function outcomesOf(result: ShardResult, keys: readonly string[], nowMs: number): readonly Outcome[] {
  if ('left' in result) return [];
  if ('failed' in result) return outcomesOfError(result.failed, keys, nowMs) ?? [];
  return keys.map((key) => ({ key, result: 'done' }));
}
