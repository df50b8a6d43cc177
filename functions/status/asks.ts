import { shardOf, shards, siteStatusKey } from '#shared/domain/status-parts.ts';
import type { StatusIndex } from '#shared/events/status.ts';
import { sitePrefix, sitesOf } from '#shared/rows/site-rows.ts';
import { parseStatusKey } from '#shared/rows/status-keys.ts';
import type { Drain, Outcome } from '#shared/runtime/capability.ts';
import type { ShardResult, ShardWork } from './apply.ts';
import { outcomesOf } from './apply.ts';

/** A due key, taken apart: the entries that it has looked at, and the shards that it has looked at whole. */
export interface Ask {
  readonly key: string;
  readonly entries: readonly string[];
  readonly whole?: string;
}

/** Reads which sites a host has: any cluster's, since those of others are not shown. */
export function readAsks(drain: Drain): Promise<readonly Ask[]> {
  return Promise.all(
    drain.keys.map(async ({ key }): Promise<Ask> => {
      const ask = parseStatusKey(key);
      if (ask.look === 'epoch') return { key, entries: [] };
      if (ask.look === 'shard') return { key, entries: [], whole: ask.shard };
      if (ask.look !== 'host') return { key, entries: [key] };
      const views = ['public', 'private'] as const;
      const found = await Promise.all(
        views.map((view) => drain.table.query(sitesOf(ask.host, view), { prefix: sitePrefix })),
      );
      return { key, entries: found.flat().map(({ row }) => siteStatusKey(row)) };
    }),
  );
}

/** Without an index nobody knows which shards there are: all are looked for. */
export function shardWorks(asks: readonly Ask[], index: StatusIndex | undefined): readonly ShardWork[] {
  const byShard = Map.groupBy(new Set(asks.flatMap(({ entries }) => entries)), shardOf);
  const whole = new Set(asks.flatMap((ask) => ask.whole ?? []));
  const wanted = shards.filter((shard) => index === undefined || byShard.has(shard) || whole.has(shard));
  return wanted.map((shard) => ({
    shard,
    keys: byShard.get(shard) ?? [],
    whole: whole.has(shard),
    wasThere: index?.shards[shard] !== undefined,
  }));
}

/** What becomes of a key once its shards were looked at: done with the last of them; nothing while one is left. */
export function outcomeOfAsk(
  { key, entries, whole }: Ask,
  results: ReadonlyMap<string, ShardResult>,
  nowMs: number,
): readonly Outcome[] {
  const mine = [...new Set([...entries.map(shardOf), ...(whole === undefined ? [] : [whole])])];
  const outcomes = mine.map((shard) => outcomesOf(results.get(shard) ?? { shard, left: true }, [key], nowMs));
  if (outcomes.some((one) => one.length === 0)) return [];
  const failed = outcomes.flat().find(({ result }) => result !== 'done');
  return [failed ?? { key, result: 'done' }];
}
