import { sameValue } from '#shared/domain/same-value.ts';
import { type SiteKey, type SiteWish, siteText } from '#shared/domain/site.ts';
import type { Release, SiteRow } from '#shared/rows/site-rows.ts';
import { firstClaim } from './claim-order.ts';
import type { Claim } from './claim-set.ts';
import { type HostInput, holds, isAnchored, laneRowsOfSite, mayGo } from './host-input.ts';
import { isUnmade, neverStood } from './never-stood.ts';
import { setClock } from './release-clock.ts';
import { heirOf } from './site-heir.ts';
import { moveInto, turnsTo } from './site-move.ts';
import { wantedLanes } from './wanted-lanes.ts';

interface SiteInput {
  readonly key: SiteKey;
  readonly before?: SiteRow;
  /** Those that may have the host, in the order of precedence. */
  readonly claims: readonly Claim[];
  /** A mark in a zone names an object that may still appear: nobody new is chosen. */
  readonly awaited: boolean;
  /** The holder may not have the host any more, or not so. */
  readonly displaced: boolean;
  /** The holder asks for another record set of the name that it may not have: what it has stays. */
  readonly staying: boolean;
  /** The holder has another identifier now, whose site takes the place of this one. */
  readonly succeeded: boolean;
  /** The sites of its view whose place another one takes. */
  readonly predecessors: readonly SiteRow[];
}

/** The state that one site is to have; undefined when there is to be none. */
export function decideSite(input: HostInput, site: SiteInput): SiteRow | undefined {
  const { before, claims } = site;
  const readable = site.awaited ? [] : claims.filter((claim) => input.readZones.has(claim.wish.zone));
  if (before === undefined) {
    const first = firstClaim(input, readable);
    return first === undefined ? undefined : created(input, site, first);
  }
  const heir = heirOf(input, before, { claims, readable });
  if (before.state === 'dying') return afterDying(input, before, heir ?? firstClaim(input, readable));
  if (heir !== undefined) return changed(input, before, served(input, before, heir));
  if (site.staying) return changed(input, before, withoutRelease(before));
  const next = firstClaim(input, readable);
  if (site.succeeded) {
    const over: SiteRow = { ...withoutRelease(before), state: 'dying' };
    return changed(input, before, next === undefined ? over : served(input, before, next));
  }
  // Nothing stands that a release would have to give time to, and what is refused is not served.
  if (site.displaced && !isAnchored(input, before)) return changed(input, before, { ...before, state: 'dying' });
  if (!mayGo(input, before)) return changed(input, before, leaving(input, before));
  if (next !== undefined) return changed(input, before, served(input, before, next));
  return changed(input, before, { ...before, state: 'dying' });
}

function afterDying(input: HostInput, before: SiteRow, back: Claim | undefined): SiteRow | undefined {
  if (back !== undefined) return changed(input, before, { ...served(input, before, back), state: 'live' });
  return laneRowsOfSite(input, before).length === 0 ? undefined : changed(input, before, before);
}

const withoutRelease = ({ release: _release, ...site }: SiteRow): SiteRow => site;

function created(input: HostInput, { key, predecessors }: SiteInput, claim: Claim): SiteRow {
  const before = predecessors.find((site) => holds(site, claim));
  const wish = before === undefined ? claim.wish : wishAfter(before.wish, claim.wish);
  return {
    ...key,
    version: 1,
    generation: 1,
    cluster: claim.source.cluster,
    holder: claim.source,
    wish,
    ...edgePolicy(input, claim.wish),
    state: 'live',
    lanes: [...new Set(wantedLanes(input, { wish }))].sort(),
    createdMs: input.nowMs,
  };
}

/** The site with the claim as its holder; a release that was pending is off. */
function served(input: HostInput, before: SiteRow, claim: Claim): SiteRow {
  const { release: _release, moving: _moving, ...rest } = before;
  const next = { ...rest, cluster: claim.source.cluster, holder: claim.source };
  const moving = moveInto(input, before, claim);
  const wish = wishAfter(before.wish, claim.wish);
  if (moving === undefined) return { ...next, wish };
  if (moving.edge !== before.wish.edge) return { ...next, moving };
  return { ...next, wish: ledAsBefore(before.wish, claim.wish), moving };
}

/** No address, or none any more, is unknown: the last known target stands, with the certificate that goes with it. */
function wishAfter(before: SiteWish, wish: SiteWish): SiteWish {
  if (wish.target !== undefined || before.target === undefined) return wish;
  return wish.tls?.managedBy === 'unknown' ? ledAsBefore(before, wish) : { ...wish, target: before.target };
}

/** With the target that it had, whose certificate goes with it. */
function ledAsBefore(before: SiteWish, { target: _target, tls: _tls, ...wish }: SiteWish): SiteWish {
  const { target, tls, monitor } = before;
  const scheme = wish.monitor && monitor && { monitor: { ...wish.monitor, scheme: monitor.scheme } };
  return { ...wish, ...(target && { target }), ...(tls && { tls }), ...scheme };
}

function leaving(input: HostInput, before: SiteRow): SiteRow {
  const releaseAfterMs = input.releaseAfterMs(before.wish.edge);
  const { nowMs, incarnation } = input;
  const stop = input.stopOf(before, neverStood(input, before));
  const release: Release = before.release ?? {
    id: `${siteText(before)}@${nowMs}.${before.version + 1}`,
    dueMs: nowMs + releaseAfterMs,
    incarnation,
    sinceMs: nowMs,
    reason: 'Releasing',
    message: 'no claim of its holder asks for it any more',
  };
  const { moving: _moving, ...rest } = before;
  return {
    ...rest,
    release: setClock(release, { nowMs, incarnation, releaseAfterMs, ...(stop === undefined ? {} : { stop }) }),
  };
}

/** What is known of the policy of the wish's edge, now or the last time that it was configured. */
function edgePolicy(input: HostInput, { edge }: SiteWish, before?: SiteRow): Pick<SiteRow, 'edgePolicy'> {
  const policy = input.edgePolicyOf(edge) ?? (before?.wish.edge === edge ? before.edgePolicy : undefined);
  return policy === undefined ? {} : { edgePolicy: policy };
}

/** Counts the version for any change and the generation for one that a lane must look at; lanes follow their rows. */
function changed(input: HostInput, before: SiteRow, next: SiteRow): SiteRow {
  const standing = laneRowsOfSite(input, before).map((row) => row.lane);
  const wanted = next.state === 'live' ? wantedLanes(input, next) : [];
  const lanes = [...new Set([...standing, ...wanted])].sort();
  const { edgePolicy: _known, ...rest } = next;
  const after = { ...rest, ...edgePolicy(input, next.wish, before), lanes };
  if (sameValue(before, after)) return before;
  const turned = (before.release === undefined) !== (after.release === undefined) && isUnmade(input, before);
  const isHeard = !lanes.some((lane) => !before.lanes.includes(lane)) && !turnsTo(input, before, after);
  const looked = sameValue(before.wish, after.wish) && before.state === after.state && !turned && isHeard;
  return { ...after, version: before.version + 1, generation: before.generation + (looked ? 0 : 1) };
}
