import { splitKey } from '#shared/domain/keys.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';
import type { ClaimRow, SiteRow } from '#shared/rows/site-rows.ts';
import { firstClaim } from './claim-order.ts';
import { type Claim, claimsAfter, groupOf } from './claim-set.ts';
import { type Awaits, awaitedMark, type HostInput, holds, isAnchored, laneRowsOfSite, mayGo } from './host-input.ts';
import { routingGroups } from './routing-group.ts';
import { decideSite } from './site-decision.ts';
import { verdictOf } from './verdicts.ts';

/** The state that the host is to have; equal to the input's where nothing is to change. */
export interface HostDecision {
  readonly holders: readonly string[];
  readonly sites: readonly SiteRow[];
  readonly claims: readonly ClaimRow[];
  readonly queued: readonly Claim[];
  /** What the claims with reason Waiting wait for. */
  readonly awaits?: Awaits;
}

/**
 * Who holds a host and each of its sites. Total: every claim is holder, compatible or refused with a reason. Deciding
 * again on what was decided changes nothing.
 */
export function decideHost(input: HostInput): HostDecision {
  const { claims, queued } = claimsAfter(input.claims.map(undecided), input.changes);
  const awaited = awaitedMark(input, claims);
  const group = input.reserved ? undefined : groupAfter(input, claims);
  const permitted = claims.filter((claim) => input.reserved || groupOf(claim) === group);
  const routing = routingGroups(input, permitted, awaited === undefined);
  const sites = keysOf(input.sites, routing.accepted).flatMap((key) => {
    const name = siteText(key);
    const before = input.sites.find((site) => siteText(site) === name);
    const predecessors = input.sites.filter((site) => site.view === key.view && routing.succeeded.has(siteText(site)));
    const mine = routing.accepted.filter((claim) => siteText(claim.site) === name);
    const isLost = before !== undefined && isDisplaced(before, { claims, mine, group });
    const after = decideSite(input, {
      key,
      claims: mine,
      awaited: awaited !== undefined,
      displaced: isLost || routing.displaced.has(name),
      staying: routing.staying.has(name),
      succeeded: routing.succeeded.has(name),
      ...(before === undefined ? {} : { before }),
      predecessors,
    });
    return after === undefined ? [] : [after];
  });
  const verdicts = claims.map(
    (claim): ClaimRow => ({
      ...claim,
      ...verdictOf(claim, { input, sites, group, awaited, conflicts: routing.refused }),
    }),
  );
  const holders = holdersOf(sites, group);
  return {
    holders,
    sites,
    claims: verdicts,
    queued,
    ...(awaited?.awaits === undefined ? {} : { awaits: awaited.awaits }),
  };
}

/** What was said of a claim before is not to be heard beside what is said now. */
const undecided = ({ verdict: _verdict, reason: _reason, message: _message, ...claim }: ClaimRow): Claim => claim;

/**
 * The (cluster, namespace) that has the host: the present one while it has a record or leaves, else whom the TXT of a
 * zone names, else that of the first claim. Undefined while a zone concerned has not been read, or a mark names an object
 * that may still appear.
 */
function groupAfter(input: HostInput, claims: readonly Claim[]): string | undefined {
  const present = input.hostRow?.holders[0];
  const isOpen = allRead(input, claims) && awaitedMark(input, claims) === undefined;
  const best = isOpen ? firstClaim(input, claims) : undefined;
  const next = best === undefined ? undefined : groupOf(best);
  if (present === undefined) return next;
  const remaining = input.sites.filter((site) => !isOver(input, site));
  if (claims.some((claim) => groupOf(claim) === present)) {
    const own = remaining.filter((site) => holderGroup(site) === present);
    return own.some((site) => isAnchored(input, site)) ? present : (next ?? present);
  }
  const leaves = remaining.every((site) => site.state === 'live' && mayGo(input, site));
  if (!leaves) return present;
  return next ?? (remaining.length > 0 ? present : undefined);
}

/** A dying site without finalizers is gone. */
const isOver = (input: HostInput, site: SiteRow): boolean =>
  site.state === 'dying' && laneRowsOfSite(input, site).length === 0;

const allRead = (input: HostInput, claims: readonly Claim[]): boolean =>
  claims.every((claim) => input.readZones.has(claim.wish.zone));

function keysOf(sites: readonly SiteRow[], claims: readonly Claim[]): readonly SiteKey[] {
  const keys = new Map<string, SiteKey>();
  for (const { host, view, setIdentifier } of [...sites, ...claims.map(({ site }) => site)]) {
    const key = { host, view, setIdentifier };
    keys.set(siteText(key), key);
  }
  return [...keys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
}

function holdersOf(sites: readonly SiteRow[], group: string | undefined): readonly string[] {
  if (group !== undefined) return sites.length === 0 ? [] : [group];
  return [...new Set(sites.map(holderGroup))].sort();
}

interface Verdict {
  readonly claims: readonly Claim[];
  /** Those of the claims that may have the site. */
  readonly mine: readonly Claim[];
  readonly group: string | undefined;
}

/** Its holder still asks for it but may not have the host any more, or the whole host is somebody else's now. */
const isDisplaced = (site: SiteRow, { claims, mine, group }: Verdict): boolean =>
  claims.some((claim) => isClaimOf(site, claim) && !mine.includes(claim)) ||
  (group !== undefined && holderGroup(site) !== group);

const isClaimOf = (site: SiteRow, claim: Claim): boolean =>
  holds(site, claim) && siteText(site) === siteText(claim.site);
const holderGroup = (site: SiteRow): string => `${site.cluster}/${splitKey(site.holder.key).namespace}`;
