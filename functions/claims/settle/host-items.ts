import { splitKey } from '#shared/domain/keys.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { sameRef } from '#shared/domain/site.ts';
import { hostItem, objectItem, quotaItem } from '#shared/rows/claims-keys.ts';
import { type ClaimRow, hostKey } from '#shared/rows/site-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { claimsLimit, nameOf } from '../hosts/claim-set.ts';
import type { HostDecision } from '../hosts/holders.ts';
import type { Awaits, HostInput } from '../hosts/host-input.ts';
import { isSamePlace } from '../hosts/site-move.ts';
import type { HostState } from './host-rows.ts';
import type { SitePair } from './site-actions.ts';

/** What leaves room for the rest of a host's transaction; further objects are woken by another look at the host. */
export const wakesLimit = 50;

/** Settle items for the objects whose claim stands otherwise than stored, and for as many queued ones as find room. */
export function wakesOf(
  { input, queued }: HostState,
  decision: HostDecision,
  { version, atMost }: { readonly version: number; readonly atMost: number },
): readonly NewItem[] {
  const before = new Map(input.claims.map((claim) => [nameOf(claim), claim]));
  const settling = (claim: Pick<ClaimRow, 'source'>): boolean =>
    input.changes.some(({ source }) => sameRef(source, claim.source));
  const differing = decision.claims.filter((claim) => !settling(claim) && !sameValue(before.get(nameOf(claim)), claim));
  const waiting = queued.filter((one) => !settling(one)).slice(0, Math.max(0, claimsLimit - decision.claims.length));
  const sources = new Map(
    [...differing, ...waiting].map(({ source }) => [`${source.cluster} ${objectItem(source)}`, source]),
  );
  const items = [...sources.values()].map(
    (source): NewItem => ({
      lane: claimsLane(source.cluster),
      key: objectItem(source),
      row: hostRowName(input.host),
      generation: version,
      dueMs: input.nowMs,
    }),
  );
  const [first] = items;
  if (items.length <= atMost || first === undefined) return items;
  return [...items.slice(0, atMost), { ...first, key: hostItem(input.host), dueMs: input.nowMs + 1 }];
}

/** Looks at the host again when a new release is due, in the lane of the cluster that leaves. */
export const releaseItems = (input: HostInput, pairs: readonly SitePair[], version: number): readonly NewItem[] => {
  const dues = new Map<string, number>();
  for (const { before, after } of pairs) {
    if (after?.release === undefined || after.state === 'dying') continue;
    if (before?.release?.id === after.release.id && before.release.dueMs === after.release.dueMs) continue;
    dues.set(
      claimsLane(after.cluster),
      Math.min(dues.get(claimsLane(after.cluster)) ?? after.release.dueMs, after.release.dueMs),
    );
  }
  return [...dues].map(([lane, dueMs]) => ({
    lane,
    key: hostItem(input.host),
    row: hostRowName(input.host),
    generation: version,
    dueMs,
  }));
};

/** A live site less for a namespace: room for what the quota refused. */
export const quotaItems = (input: HostInput, pairs: readonly SitePair[], version: number): readonly NewItem[] => {
  const freed = pairs.flatMap(({ before, after }) => {
    if (before?.state !== 'live') return [];
    const namespace = splitKey(before.holder.key).namespace;
    const isKept = after?.state === 'live' && after.cluster === before.cluster;
    return isKept && splitKey(after.holder.key).namespace === namespace ? [] : [{ cluster: before.cluster, namespace }];
  });
  const unique = new Map(freed.map((one) => [`${one.cluster}/${one.namespace}`, one]));
  return [...unique.values()].map(({ cluster, namespace }) => ({
    lane: claimsLane(cluster),
    key: quotaItem(namespace),
    row: hostRowName(input.host),
    generation: version,
    dueMs: input.nowMs,
  }));
};

/** How long a site that moves to another place waits before that is asked again. */
const moveAgainMs = 10_000;

export const moveItems = (input: HostInput, pairs: readonly SitePair[], version: number): readonly NewItem[] => {
  const begun = pairs.flatMap(({ before, after }) =>
    after?.moving !== undefined && !isSamePlace(before?.moving, after.moving) ? [after.cluster] : [],
  );
  return [...new Set(begun)].map((cluster) => ({
    lane: claimsLane(cluster),
    key: hostItem(input.host),
    row: `${hostRowName(input.host)}/moving`,
    generation: version,
    dueMs: input.nowMs + moveAgainMs,
  }));
};

/** How long a claim waits for an object that is known before that is asked again: nobody else would. */
export const waitAgainMs: Readonly<Record<Awaits['until'], number | undefined>> = {
  walk: undefined,
  object: 10_000,
  mended: 3_600_000,
};

/** A walk wakes those that wait for it; nobody does once an object turns out not to want the host. */
export function waitItems(input: HostInput, decision: HostDecision, version: number): readonly NewItem[] {
  const againMs = decision.awaits && waitAgainMs[decision.awaits.until];
  if (againMs === undefined) return [];
  const before = new Map(input.claims.map((claim) => [nameOf(claim), claim]));
  const begun = decision.claims.filter(
    (claim) => claim.reason === 'Waiting' && !sameValue(before.get(nameOf(claim)), claim),
  );
  return [...new Set(begun.map(({ source }) => source.cluster))].map((cluster) => ({
    lane: claimsLane(cluster),
    key: hostItem(input.host),
    row: `${hostRowName(input.host)}/waiting`,
    generation: version,
    dueMs: input.nowMs + againMs,
  }));
}

const hostRowName = (host: string): string => `${hostKey(host).pk}/${hostKey(host).sk}`;
