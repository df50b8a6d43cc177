import type { Epoch } from '#shared/domain/marker.ts';
import { PermanentError, RetryableError } from '#shared/errors/kinds.ts';
import {
  indexName,
  parseStatusIndex,
  parseStatusShard,
  type StatusEntry,
  type StatusIndex,
  shardName,
} from '#shared/events/status.ts';
import type { StatusBucket } from './ports.ts';

interface ReadShard {
  readonly etag: string;
  readonly entries: readonly StatusEntry[];
}

/** Shards read at the same time. */
const readsAtOnce = 8;

/** The status of a cluster as the hub last told it: the index is polled, and only shards that changed are read. */
export class StatusReader {
  readonly #bucket: StatusBucket;
  readonly #cluster: string;
  readonly #shards = new Map<string, ReadShard>();
  #index: { readonly etag: string; readonly said: StatusIndex } | undefined;
  /** Shards that the index names and that are not read yet. */
  #left: readonly string[] = [];
  #revision = 0;

  constructor(bucket: StatusBucket, cluster: string) {
    this.#bucket = bucket;
    this.#cluster = cluster;
  }

  /** Undefined until all of it was read once. */
  get entries(): readonly StatusEntry[] | undefined {
    if (this.#index === undefined || this.#left.some((shard) => !this.#shards.has(shard))) return undefined;
    return [...this.#shards.values()].flatMap(({ entries }) => entries);
  }

  /** All that the index names was read. */
  get complete(): boolean {
    return this.#index !== undefined && this.#left.length === 0;
  }

  /** Rises whenever something else was read than before. */
  get revision(): number {
    return this.#revision;
  }

  /** The greatest epoch that the hub has heard of this cluster; undefined while nobody knows. */
  get epoch(): Epoch | undefined {
    return this.#index?.said.epoch;
  }

  /**
   * Reads what changed. What was read before stays while something cannot be read.
   * @throws RetryableError where the hub has told nothing (yet), or a shard is not there; the errors of the bucket;
   * PermanentError for what is no status
   */
  async poll(): Promise<void> {
    await this.#readIndex();
    const left = this.#left;
    const missing: string[] = [];
    const queue = left.values();
    const worker = async (): Promise<void> => {
      for (const shard of queue) {
        if (await this.#readShard(shard)) this.#left = this.#left.filter((one) => one !== shard);
        else missing.push(shard);
      }
    };
    await Promise.all(Array.from({ length: Math.min(readsAtOnce, left.length) }, worker));
    if (missing.length > 0) throw new RetryableError(`the status lacks its shards ${missing.sort().join(', ')}`);
  }

  async #readIndex(): Promise<void> {
    const name = indexName(this.#cluster);
    const found = await this.#bucket.readChanged(name, this.#index?.etag);
    if (found === 'unchanged') return;
    if (found === undefined) throw new RetryableError(`there is no ${name} (yet)`);
    const said = parseStatusIndex(found.body, this.#cluster);
    if (said === undefined) {
      throw new PermanentError('Unparsable', `${name} is no status of this cluster that is understood here`, {
        scope: 'surroundings',
      });
    }
    this.#index = { etag: found.etag, said };
    for (const shard of this.#shards.keys()) if (said.shards[shard] === undefined) this.#shards.delete(shard);
    const differing = Object.entries(said.shards).filter(([shard, etag]) => this.#shards.get(shard)?.etag !== etag);
    this.#left = differing.map(([shard]) => shard);
    this.#revision += 1;
  }

  /** False where it is not there. */
  async #readShard(shard: string): Promise<boolean> {
    const name = shardName(this.#cluster, shard);
    const found = await this.#bucket.readChanged(name, this.#shards.get(shard)?.etag);
    if (found === 'unchanged') return true;
    if (found === undefined) return false;
    const entries = parseStatusShard(found.body);
    if (entries === undefined) {
      throw new PermanentError('Unparsable', `${name} is no part of a status that is understood here`, {
        scope: 'surroundings',
      });
    }
    this.#shards.set(shard, { etag: found.etag, entries });
    this.#revision += 1;
    return true;
  }
}
