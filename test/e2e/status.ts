import { statusObjects } from '../../shared/adapters/status-s3.ts';
import { shards } from '../../shared/domain/status-parts.ts';
import {
  indexName,
  parseStatusIndex,
  parseStatusShard,
  type StatusEntry,
  shardName,
} from '../../shared/events/status.ts';
import type { Outputs } from './cdk.ts';
import { rootOf } from './world.ts';

/** What a forwarder of the cluster would read now. */
export async function statusOf(cluster: string, accountId: string, outputs: Outputs): Promise<readonly StatusEntry[]> {
  const bucket = statusObjects({ bucket: outputs['StatusBucket'] ?? '', client: rootOf(accountId) });
  const index = parseStatusIndex((await bucket.read(indexName(cluster)))?.body ?? '', cluster);
  const named = shards.filter((shard) => index?.shards[shard] !== undefined);
  const read = await Promise.all(named.map((shard) => bucket.read(shardName(cluster, shard))));
  return read.flatMap((shard) => parseStatusShard(shard?.body ?? '') ?? []);
}

/** Whether the cluster is told that the name is ready. */
export const isToldReady = async (host: string, ...of: Parameters<typeof statusOf>): Promise<boolean> =>
  (await statusOf(...of)).some(
    (entry) => entry.of === 'site' && entry.host === host && entry.conditions[0]?.status === 'True',
  );
