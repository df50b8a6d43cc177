import type { Epoch } from '#shared/domain/marker.ts';
import type { StatusIndex } from '#shared/events/status.ts';

/** What a drain knows now of a cluster's status. */
export interface Seen {
  readonly cluster: string;
  readonly epoch: Epoch | undefined;
  /** The ETags of the shards that were looked at; undefined: there is none. */
  readonly etags: ReadonlyMap<string, string | undefined>;
}

/** The text of the index: shards that were looked at as they are now, all others as they stood. */
export function renderIndex(standing: StatusIndex | undefined, { cluster, epoch, etags }: Seen): string {
  const known = new Map(Object.entries(standing?.shards ?? {}));
  for (const [shard, etag] of etags) {
    if (etag === undefined) known.delete(shard);
    else known.set(shard, etag);
  }
  const named = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
  // An epoch never falls, whatever an older table says: who speaks under a lesser one has been overtaken.
  const echoed = [epoch, standing?.epoch].reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a));
  return JSON.stringify({
    version: 1,
    cluster,
    ...(echoed === undefined ? {} : { epoch: echoed }),
    shards: Object.fromEntries(named),
  } satisfies StatusIndex);
}
