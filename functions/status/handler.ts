import { shardOf, shards } from '#shared/domain/status-parts.ts';
import { LeaseLostError } from '#shared/errors/kinds.ts';
import { indexName, parseStatusIndex, type StatusIndex } from '#shared/events/status.ts';
import { clusterKey } from '#shared/rows/object-rows.ts';
import { parseStatusKey } from '#shared/rows/status-keys.ts';
import type { Capability, Drain, Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { keysAfter } from './all-keys.ts';
import { lookAtShards, outcomesOf, type ShardResult, type ShardWork } from './apply.ts';
import { clusterOf, isConfigured } from './cluster.ts';
import { renderIndex } from './plan/status-index.ts';
import type { StatusObjects, StoredStatus } from './ports.ts';

/** The status capability: what clusters may know of their names, as objects of a bucket. */
export const statusCapability = (objects: StatusObjects): Capability => ({
  name: 'status',
  keysAfter,
  async work(drain) {
    if (!isConfigured(drain)) return drain.keys.map(({ key }) => ({ key, result: 'done' }));
    const stored = await objects.read(indexName(clusterOf(drain)));
    const index = stored && parseStatusIndex(stored.body, clusterOf(drain));
    const byShard = Map.groupBy(drain.keys, ({ key }) => placeOf(key));
    const keysIn = (place: string): readonly string[] => (byShard.get(place) ?? []).map(({ key }) => key);
    const results = await lookAtShards(drain, objects, worksOf(index, keysIn));
    const outcomes = results.flatMap((result) => outcomesOf(result, keysIn(result.shard), drain.now()));
    const others = keysIn(noShard).map((key): Outcome => ({ key, result: 'done' }));
    const failed = await tell(drain, objects, { stored, index, results });
    return failed ?? [...outcomes, ...others];
  },
});

/** The place of keys that are about the index alone. */
const noShard = 'index';

function placeOf(key: string): string {
  const ask = parseStatusKey(key);
  if (ask.look === 'epoch') return noShard;
  return ask.look === 'shard' ? ask.shard : shardOf(key);
}

/** Without an index nobody knows which shards there are: all are looked for. */
function worksOf(index: StatusIndex | undefined, keysIn: (shard: string) => readonly string[]): readonly ShardWork[] {
  const wanted = index === undefined ? shards : shards.filter((shard) => keysIn(shard).length > 0);
  return wanted.map((shard) => {
    const keys = keysIn(shard);
    const entries = keys.filter((key) => parseStatusKey(key).look !== 'shard');
    const wasThere = index !== undefined && index.shards[shard] !== undefined;
    return { shard, keys: entries, whole: entries.length < keys.length, wasThere };
  });
}

interface Told {
  readonly stored: StoredStatus | undefined;
  readonly index: StatusIndex | undefined;
  readonly results: readonly ShardResult[];
}

/**
 * Writes the index, last: what it names is there. What is not finished because that failed is done again, undefined:
 * nothing failed.
 */
async function tell(drain: Drain, objects: StatusObjects, told: Told): Promise<readonly Outcome[] | undefined> {
  const { stored, index, results } = told;
  const cluster = clusterOf(drain);
  // An index that leaves out shards would have their names disappear.
  if (index === undefined && results.some((result) => !('etag' in result)))
    return unfinished(drain, 'not all shards could be read');
  const epoch = (await drain.table.get(clusterKey(cluster)))?.epoch;
  const etags = new Map(results.flatMap((result) => ('etag' in result ? [[result.shard, result.etag] as const] : [])));
  const text = renderIndex(index, { cluster, epoch, etags });
  if (text === stored?.body) return undefined;
  try {
    await drain.assertHeld();
    await objects.write(indexName(cluster), text, stored?.etag);
    return undefined;
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    const keys = drain.keys.map(({ key }) => key);
    const outcomes = outcomesOfError(error, keys, drain.now());
    if (outcomes === undefined) throw error;
    return outcomes;
  }
}

const unfinished = (drain: Drain, message: string): readonly Outcome[] =>
  drain.keys.map(({ key }) => ({ key, result: 'retry', message }));
