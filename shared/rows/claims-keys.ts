import type { ObjectRef } from '#shared/domain/site.ts';

/** What the work items of a claims lane may ask to look at. */
export type ClaimsKey =
  | { readonly look: 'inbox'; readonly sk: string }
  | { readonly look: 'object'; readonly apiGroup: string; readonly kind: string; readonly key: string }
  | { readonly look: 'host'; readonly host: string }
  | { readonly look: 'zone'; readonly zone: string }
  | { readonly look: 'waiting' }
  | { readonly look: 'quota'; readonly namespace: string };

export const inboxItem = (sk: string): string => `inbox:${sk}`;
export const objectItem = (ref: Pick<ObjectRef, 'apiGroup' | 'kind' | 'key'>): string =>
  `object:${ref.apiGroup}/${ref.kind}:${ref.key}`;
/** A release that is due, a finalizer that is gone, a claim that waits for someone to leave. */
export const hostItem = (host: string): string => `host:${host}`;
/**
 * In a claims lane a zone that has become read: every claim of the cluster that waits for it. In the zone's own dns lane,
 * whose other keys are DNS names, its full list.
 */
export const zoneItem = (zone: string): string => `zone:${zone}`;
/** A cluster has said for the first time what it has: every claim of the lane's cluster that waits for that. */
export const waitingItem = 'waiting:';

/** A namespace holds a site less: each of its claims that the quota refused. */
export const quotaItem = (namespace: string): string => `quota:${namespace}`;

/** @throws Error on a key that none of the functions above made. */
export function parseClaimsKey(text: string): ClaimsKey {
  const [look, rest] = cut(text, ':');
  if (look === 'inbox') return { look, sk: rest };
  if (look === 'host') return { look, host: rest };
  if (look === 'zone') return { look, zone: rest };
  if (look === 'waiting') return { look };
  if (look === 'quota') return { look, namespace: rest };
  if (look === 'object') {
    const [kindText, key] = cut(rest, ':');
    const [apiGroup, kind] = cut(kindText, '/');
    return { look, apiGroup, kind, key };
  }
  throw new Error(`no claims key: ${text}`);
}

function cut(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}
