import type { ObjectRef, SiteKey } from '#shared/domain/site.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { statusLane } from './zone-rows.ts';

/** What the work items of a status lane may ask to look at. */
export type StatusKey =
  | { readonly look: 'site'; readonly site: SiteKey }
  | { readonly look: 'object'; readonly ref: Omit<ObjectRef, 'cluster'> }
  /** What the controller of a Service's load balancer is told there; `namespace/name`. */
  | { readonly look: 'service'; readonly service: string }
  /** Every site that the cluster has of a host. */
  | { readonly look: 'host'; readonly host: string }
  /** Every entry that stands in a shard: what nobody knows any more goes. */
  | { readonly look: 'shard'; readonly shard: string }
  /** The epoch of the cluster's forwarder, which the index echoes. */
  | { readonly look: 'epoch' };

export const hostStatusKey = (host: string): string => `host:${host}`;
export const shardStatusKey = (shard: string): string => `shard:${shard}`;
export const epochStatusKey = 'epoch:';

/** @throws Error on a key that is none of these. */
export function parseStatusKey(text: string): StatusKey {
  if (text === epochStatusKey) return { look: 'epoch' };
  const shard = /^shard:(\d\d)$/.exec(text)?.[1];
  if (shard !== undefined) return { look: 'shard', shard };
  if (text.startsWith('service:')) return { look: 'service', service: text.slice('service:'.length) };
  if (text.startsWith('host:')) return { look: 'host', host: text.slice('host:'.length) };
  const [, host, view, setIdentifier] = /^site:([^#]*)#(public|private)#(.*)$/s.exec(text) ?? [];
  if (host !== undefined && setIdentifier !== undefined) {
    return { look: 'site', site: { host, view: view === 'private' ? 'private' : 'public', setIdentifier } };
  }
  const [, apiGroup, kind, key] = /^object:([^/]*)\/([^:]*):(.*)$/s.exec(text) ?? [];
  if (apiGroup === undefined || kind === undefined || key === undefined) throw new Error(`no status key: ${text}`);
  return { look: 'object', ref: { apiGroup, kind, key } };
}

/** What happens to a name within a second or two is shown at once: claims and dns write one after the other. */
const togetherMs = 2_000;

/** Has the status of a cluster looked at, soon; to be written with the row that changes it. */
export function statusItem(
  cluster: string,
  key: string,
  by: Pick<NewItem, 'row' | 'generation'> & { readonly nowMs: number },
): NewItem {
  const { row, generation, nowMs } = by;
  return { lane: statusLane(cluster), key, row, generation, dueMs: Math.ceil((nowMs + 500) / togetherMs) * togetherMs };
}
