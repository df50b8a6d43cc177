import { sameValue } from '#shared/domain/same-value.ts';
import { type SiteKey, type SiteWish, siteText } from '#shared/domain/site.ts';
import type { Release, SiteRow } from '#shared/rows/site-rows.ts';
import type { Claim } from './claim-set.ts';
import { firstClaim, type HostInput, holds, isAnchored, isCompatible, laneRowsOfSite } from './host-input.ts';

interface SiteInput {
  readonly key: SiteKey;
  readonly before?: SiteRow;
  /** Those that may have the host, in the order of precedence. */
  readonly claims: readonly Claim[];
}

/** The state that one site is to have; undefined when there is to be none. */
export function decideSite(input: HostInput, site: SiteInput): SiteRow | undefined {
  const { before, claims } = site;
  const readable = claims.filter((claim) => input.readZones.has(claim.wish.zone));
  if (before === undefined) {
    const first = firstClaim(input, readable);
    return first === undefined ? undefined : created(input, site.key, first);
  }
  if (before.state === 'dying')
    return afterDying(input, before, firstOf(input, before, claims) ?? firstClaim(input, readable));
  const own = claims.find((claim) => holds(before, claim));
  if (own !== undefined) {
    // Until a record stands, who came first among all that are known decides, whatever arrived first.
    const open = !isAnchored(input, before) && readable.length === claims.length;
    return changed(input, before, served(before, open ? (firstClaim(input, claims) ?? own) : own));
  }
  const heir = claims.find((claim) => isCompatible(input, before, claim)) ?? replacement(input, before, claims);
  if (heir !== undefined) return changed(input, before, served(before, heir));
  if (!input.mayRelease.has(siteText(before))) return changed(input, before, leaving(input, before));
  const next = firstClaim(input, readable);
  if (next !== undefined) return changed(input, before, served(before, next));
  return changed(input, before, { ...before, state: 'dying' });
}

/** Where no record stands yet nothing is taken from anybody, so nobody waits for the release. */
const replacement = (input: HostInput, before: SiteRow, claims: readonly Claim[]): Claim | undefined =>
  isAnchored(input, before) ? undefined : firstClaim(input, claims);

const firstOf = (input: HostInput, before: SiteRow, claims: readonly Claim[]): Claim | undefined =>
  claims.find((claim) => holds(before, claim)) ?? claims.find((claim) => isCompatible(input, before, claim));

function afterDying(input: HostInput, before: SiteRow, back: Claim | undefined): SiteRow | undefined {
  if (back !== undefined) return changed(input, before, { ...served(before, back), state: 'live' });
  return laneRowsOfSite(input, before).length === 0 ? undefined : changed(input, before, before);
}

function created(input: HostInput, key: SiteKey, claim: Claim): SiteRow {
  return {
    ...key,
    version: 1,
    generation: 1,
    cluster: claim.source.cluster,
    holder: claim.source,
    wish: claim.wish,
    state: 'live',
    lanes: [input.laneOf(claim.wish.zone)],
    createdMs: input.nowMs,
  };
}

/** The site with the claim as its holder; a release that was pending is off. */
function served(before: SiteRow, claim: Claim): SiteRow {
  const { release: _release, ...rest } = before;
  return { ...rest, cluster: claim.source.cluster, holder: claim.source, wish: wishAfter(before.wish, claim.wish) };
}

/** No address, or none any more, is unknown: the last known target stands. */
const wishAfter = (before: SiteWish, wish: SiteWish): SiteWish =>
  wish.target === undefined && before.target !== undefined ? { ...wish, target: before.target } : wish;

function leaving(input: HostInput, before: SiteRow): SiteRow {
  if (before.release !== undefined) return before;
  const release: Release = {
    id: `${siteText(before)}@${before.version + 1}`,
    dueMs: input.nowMs + input.releaseAfterMs(before.wish.edge),
    sinceMs: input.nowMs,
    reason: 'Releasing',
    message: 'no claim of its holder asks for it any more',
  };
  return { ...before, release };
}

/** Counts the version for any change and the generation for one that a lane must look at; lanes follow their rows. */
function changed(input: HostInput, before: SiteRow, next: SiteRow): SiteRow {
  const standing = laneRowsOfSite(input, before).map((row) => row.lane);
  const wanted = next.state === 'live' ? [input.laneOf(next.wish.zone)] : [];
  const after = { ...next, lanes: [...new Set([...standing, ...wanted])].sort() };
  if (sameValue(before, after)) return before;
  const looked = sameValue(before.wish, after.wish) && before.state === after.state;
  return { ...after, version: before.version + 1, generation: before.generation + (looked ? 0 : 1) };
}
