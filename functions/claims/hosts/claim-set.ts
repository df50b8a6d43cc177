import type { ObjectRef } from '#shared/domain/site.ts';
import { sameRef, siteText } from '#shared/domain/site.ts';
import type { ClaimRow } from '#shared/rows/site-rows.ts';
import type { Wish } from '../wishes/types.ts';

/** Claims that one host may have over all views; a host's transaction must hold them all (100 actions). */
export const claimsLimit = 60;

/** What an object now wishes for a host, in place of all that it claimed there. */
export interface ObjectChange {
  readonly source: ObjectRef;
  readonly namespace: string;
  readonly creationTimestamp?: string;
  readonly wishes: readonly Wish[];
  /** What it claimed and does not name now stays. */
  readonly keepOthers: boolean;
}

/** A claim without the verdict, which is decided anew each time. */
export type Claim = Omit<ClaimRow, 'verdict' | 'reason' | 'message'>;

export interface ClaimSet {
  /** In the order of precedence. */
  readonly claims: readonly Claim[];
  /** Those for which the host has no room. */
  readonly queued: readonly Claim[];
}

/** The claims of a host once the changes are in: what is stored keeps its place, the first of the new ones get the rest. */
export function claimsAfter(stored: readonly Claim[], changes: readonly ObjectChange[]): ClaimSet {
  const kept = stored.filter((claim) => stays(claim, changes));
  const fresh = changes.flatMap(claimsOf);
  // Whoever asks for another record set in place of one that it claimed keeps its place too.
  const places = new Set(stored.filter((claim) => !kept.includes(claim)).map(placeOf));
  const before = fresh.filter((claim) => places.has(placeOf(claim)));
  const added = fresh.filter((claim) => !places.has(placeOf(claim))).sort(compareClaims);
  const room = Math.max(0, claimsLimit - kept.length - before.length);
  const claims = [...kept, ...before, ...added.slice(0, room)].sort(compareClaims);
  return { claims, queued: added.slice(room) };
}

function stays(claim: Claim, changes: readonly ObjectChange[]): boolean {
  const change = changes.find(({ source }) => sameRef(source, claim.source));
  if (change === undefined) return true;
  return change.keepOthers && !change.wishes.some(({ site }) => siteText(site) === siteText(claim.site));
}

const claimsOf = (change: ObjectChange): readonly Claim[] =>
  change.wishes.map(({ site, wish }) => ({
    site,
    source: change.source,
    namespace: change.namespace,
    ...(change.creationTimestamp === undefined ? {} : { creationTimestamp: change.creationTimestamp }),
    wish,
  }));

/** The oldest first; no creation time sorts last, as manifests have none; then cluster, kind, namespace/name. */
export function compareClaims(a: Claim, b: Claim): number {
  const left = orderOf(a);
  const right = orderOf(b);
  for (const [index, text] of left.entries()) {
    const other = right[index] ?? '';
    if (text !== other) return text < other ? -1 : 1;
  }
  return 0;
}

const orderOf = ({ creationTimestamp, source, site }: Claim): readonly string[] => [
  creationTimestamp === undefined ? '1' : '0',
  creationTimestamp ?? '',
  source.cluster,
  source.kind,
  source.key,
  siteText(site),
];

const placeOf = ({ source, site }: Claim): string =>
  [site.view, source.cluster, source.apiGroup, source.kind, source.key].join(' ');

export const nameOf = ({ source, site }: Pick<Claim, 'source' | 'site'>): string =>
  [siteText(site), source.cluster, source.apiGroup, source.kind, source.key].join(' ');

/** Who a claim belongs to: `cluster/namespace`. */
export const groupOf = (claim: Pick<Claim, 'source' | 'namespace'>): string =>
  `${claim.source.cluster}/${claim.namespace}`;
