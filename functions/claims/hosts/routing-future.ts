import { sameRef, siteText } from '#shared/domain/site.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Claim } from './claim-set.ts';
import { type HostInput, holds, isCompatible, mayGo } from './host-input.ts';
import { isSameMember, memberOfClaim, memberOfSite } from './routing-member.ts';
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
  if (site === undefined) return input.readZones.has(claim.wish.zone);
  const isJoined = holds(site, claim) || isCompatible(input, site, claim);
  return site.state === 'live' && site.release === undefined && isJoined;
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

/** By siteText of new sites: the first of those that are left for them, whose holder each is for. */
export function predecessorsOf(view: View, left: readonly SiteRow[]): ReadonlyMap<string, SiteRow> {
  const found = new Map<string, SiteRow>();
  for (const claim of view.claims) {
    const name = siteText(claim.site);
    const from = left.find((site) => siteText(site) !== name && futuresOf(view, site).includes(claim));
    if (from !== undefined && !found.has(name) && siteOf(view.input, claim) === undefined) found.set(name, from);
  }
  return found;
}

/** Whether a claim will be served by its site: it is there, or made for one that the claim may join. */
export function isServed(view: View, claim: Claim, predecessors: ReadonlyMap<string, SiteRow>): boolean {
  const { input, claims } = view;
  if (siteOf(input, claim) !== undefined) return true;
  const from = predecessors.get(siteText(claim.site));
  const rivals = claims.filter(
    ({ site, wish }) => siteText(site) === siteText(claim.site) && input.readZones.has(wish.zone),
  );
  const first = rivals.find((rival) => from !== undefined && holds(from, rival)) ?? rivals[0];
  return first !== undefined && (sameRef(first.source, claim.source) || goTogether(input, first, claim));
}

const goTogether = ({ reserved }: HostInput, a: Claim, b: Claim): boolean =>
  a.source.cluster === b.source.cluster && a.wish.edge === b.wish.edge && (reserved || a.namespace === b.namespace);
