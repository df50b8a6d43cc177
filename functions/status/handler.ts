import { LeaseLostError } from '#shared/errors/kinds.ts';
import { indexName, parseStatusIndex, type StatusIndex } from '#shared/events/status.ts';
import { clusterKey } from '#shared/rows/object-rows.ts';
import type { Capability, Drain, Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { raiseWanted } from '#shared/runtime/lanes.ts';
import { keysAfter } from './all-keys.ts';
import { lookAtShards, type ShardResult } from './apply.ts';
import { outcomeOfAsk, readAsks, shardWorks } from './asks.ts';
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
    const asks = await readAsks(drain);
    const results = await lookAtShards(drain, objects, shardWorks(asks, index));
    const failed = await tell(drain, objects, { stored, index, results });
    if (failed !== undefined) return failed;
    const byShard = new Map(results.map((result) => [result.shard, result]));
    return asks.flatMap((ask) => outcomeOfAsk(ask, byShard, drain.now()));
  },
});

interface Told {
  readonly stored: StoredStatus | undefined;
  readonly index: StatusIndex | undefined;
  readonly results: readonly ShardResult[];
}

/** Writes the index, last: what it names is there. Where that fails all is done again; undefined: nothing failed. */
async function tell(drain: Drain, objects: StatusObjects, told: Told): Promise<readonly Outcome[] | undefined> {
  const { stored, index, results } = told;
  const cluster = clusterOf(drain);
  if (index === undefined && results.some((result) => !('etag' in result))) {
    // An index that leaves out shards would have their names disappear.
    return drain.keys.map(({ key }) => ({ key, result: 'retry', message: 'not all shards could be read' }));
  }
  // The first time, or somebody emptied the bucket: what else was in it comes back when all rows were looked at.
  if (index === undefined) await raiseWanted(drain.table, drain.lane);
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
