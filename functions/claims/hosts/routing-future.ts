import { sameRef, siteText } from '#shared/domain/site.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Claim } from './claim-set.ts';
import { type HostInput, holds, isCompatible, mayGo } from './host-input.ts';
import { isSameMember, memberOfClaim, memberOfSite } from './routing-member.ts';
import { heirOf } from './site-heir.ts';
import { isHeldBack } from './site-move.ts';

/** The record sets of a host in one view. */
export interface View {
  readonly input: HostInput;
  /** Nobody is waited for: new sites are made. */
  readonly isOpen: boolean;
  /** Live ones. */
  readonly sites: readonly SiteRow[];
  /** In the order of precedence. */
  readonly claims: readonly Claim[];
}

/** The claims that a site may follow at once: its holder's or an heir's, or its holder's with another identifier. */
export function futuresOf({ input, isOpen, claims }: View, site: SiteRow): readonly Claim[] {
  const here = claims.filter((claim) => siteText(claim.site) === siteText(site));
  const own = here.filter((claim) => holds(site, claim));
  if (own.length > 0) return own;
  const heirs = here.filter((claim) => isCompatible(input, site, claim));
  if (heirs.length > 0) return heirs;
  const others = claims.filter((claim) => holds(site, claim) && claim.wish.edge === site.wish.edge);
  return isOpen ? others.filter((claim) => isFree(input, claim)) : [];
}

/** Whether the site of a claim is there for it at once: it has none, or may join who has it. */
function isFree(input: HostInput, claim: Claim): boolean {
  const site = siteOf(input, claim);
  if (site === undefined || site.state === 'dying') return input.readZones.has(claim.wish.zone);
  return holds(site, claim) || isCompatible(input, site, claim);
}

const siteOf = (input: HostInput, claim: Claim): SiteRow | undefined =>
  input.sites.find((site) => siteText(site) === siteText(claim.site));

/** Whether others must go with a site as it is: it is wanted so, is still on its way, or leaves and may not go yet. */
export function isKept(view: View, site: SiteRow): boolean {
  const futures = futuresOf(view, site);
  if (futures.length === 0) return !mayGo(view.input, site);
  const now = memberOfSite(site);
  return futures.some((claim) => isSameMember(memberOfClaim(claim), now) || isHeldBack(view.input, site, claim));
}

/** Whether a claim that is free to go to a site will be served there: it is live, or made for one that the claim may join. */
export function isServed({ input, claims }: View, claim: Claim): boolean {
  const site = siteOf(input, claim);
  if (site?.state === 'live') return true;
  const rivals = claims.filter(
    (rival) => siteText(rival.site) === siteText(claim.site) && input.readZones.has(rival.wish.zone),
  );
  const back = site === undefined ? undefined : heirOf(input, site, { claims: rivals, readable: rivals });
  const first = back ?? rivals[0];
  return first !== undefined && (sameRef(first.source, claim.source) || goTogether(input, first, claim));
}

const goTogether = ({ reserved }: HostInput, a: Claim, b: Claim): boolean =>
  a.source.cluster === b.source.cluster && a.wish.edge === b.wish.edge && (reserved || a.namespace === b.namespace);
