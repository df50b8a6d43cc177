import { siteText } from '#shared/domain/site.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { inOrder } from './claim-order.ts';
import { type Claim, nameOf } from './claim-set.ts';
import { type HostInput, holds, mayGo, stands } from './host-input.ts';
import { futuresOf, isKept, isServed, type View } from './routing-future.ts';
import { disagree, excludeEachOther, type Member, memberOfClaim, memberOfSite } from './routing-member.ts';

/** Which claims of a host go together, over its views. */
export interface RoutingGroups {
  /** In the order of precedence. */
  readonly accepted: readonly Claim[];
  /** What a refused claim does not go with, by nameOf. */
  readonly refused: ReadonlyMap<string, Member>;
  /** Sites (siteText) whose holder asks for another record set that it may not have: they stay as they are. */
  readonly staying: ReadonlySet<string>;
  /** Sites (siteText) whose holder has another identifier now, with a site that takes their place. */
  readonly succeeded: ReadonlySet<string>;
  /** Sites (siteText) of which nothing stands and which do not go with what is accepted. */
  readonly displaced: ReadonlySet<string>;
}

/**
 * Record sets of one name and view have one policy (Route 53 API reference, ResourceRecordSet.SetIdentifier). What stands
 * and is still wanted as it is comes first, then what stands and is wanted otherwise, then what is new, each in the order of
 * precedence. A holder that changes its mind changes its site, unless that would not go with others: then what it has stays.
 */
export function routingGroups(input: HostInput, claims: readonly Claim[], isOpen: boolean): RoutingGroups {
  const ordered = inOrder(input, claims);
  const views = (['public', 'private'] as const).map((view) => {
    const sites = input.sites.filter((site) => site.view === view && site.state === 'live');
    return groupOfView({ input, isOpen, sites, claims: ordered.filter(({ site }) => site.view === view) });
  });
  return {
    accepted: claims.filter((claim) => views.some(({ accepted }) => accepted.includes(claim))),
    refused: new Map(views.flatMap(({ refused }) => [...refused])),
    staying: new Set(views.flatMap(({ staying }) => [...staying])),
    succeeded: new Set(views.flatMap(({ succeeded }) => [...succeeded])),
    displaced: new Set(views.flatMap(({ displaced }) => [...displaced])),
  };
}

function groupOfView(view: View): RoutingGroups {
  const { input, sites, claims } = view;
  const standing = sites.filter((site) => stands(input, site));
  const changes = new Set(standing.flatMap((site) => futuresOf(view, site)));
  const ordered = [...claims.filter((claim) => changes.has(claim)), ...claims.filter((claim) => !changes.has(claim))];
  let kept = standing.filter((site) => isKept(view, site));
  for (;;) {
    const chosen = choose(ordered, kept.map(memberOfSite));
    const left = standing.filter((site) => !kept.includes(site));
    const outcome = { ...chosen, standing, kept };
    const lost = left.filter((site) => !mayGo(input, site) && nextOf(view, outcome, site) === undefined);
    if (lost.length === 0) {
      const refused = new Map(chosen.refused.map((claim) => [nameOf(claim), blockerOf(view, outcome, claim)]));
      return { ...outcome, refused, ...consequences(view, outcome) };
    }
    // What cannot become what its holder wants stands on, and others must go with it as it is.
    kept = [...kept, ...lost];
  }
}

interface Chosen {
  readonly accepted: readonly Claim[];
  readonly refused: readonly Claim[];
}

function choose(claims: readonly Claim[], kept: readonly Member[]): Chosen {
  const accepted: Claim[] = [];
  const refused: Claim[] = [];
  for (const claim of claims) {
    const member = memberOfClaim(claim);
    const isRefused =
      kept.some((other) => excludeEachOther(other, member)) ||
      accepted.some((other) => disagree(memberOfClaim(other), member));
    (isRefused ? refused : accepted).push(claim);
  }
  return { accepted, refused };
}

/** What a refused claim does not go with, in an order that does not depend on what stood before. */
function blockerOf({ claims }: View, { accepted, kept }: Outcome, claim: Claim): Member {
  const member = memberOfClaim(claim);
  const others = [...claims.filter((one) => accepted.includes(one)).map(memberOfClaim), ...kept.map(memberOfSite)];
  return others.find((other) => disagree(other, member)) ?? member;
}

interface Outcome extends Chosen {
  readonly standing: readonly SiteRow[];
  readonly kept: readonly SiteRow[];
}

/** The accepted claim that a site follows, here or with another identifier. */
function nextOf(view: View, { accepted }: Chosen, site: SiteRow): Claim | undefined {
  const then = { ...view, claims: view.claims.filter((claim) => accepted.includes(claim)) };
  return futuresOf(then, site).find((claim) => isServed(then, claim));
}

function consequences(view: View, outcome: Outcome): Pick<RoutingGroups, 'staying' | 'succeeded' | 'displaced'> {
  const staying = new Set<string>();
  const succeeded = new Set<string>();
  const displaced = new Set<string>();
  for (const site of view.sites) {
    const name = siteText(site);
    const next = nextOf(view, outcome, site);
    if (next !== undefined) {
      if (siteText(next.site) !== name) succeeded.add(name);
    } else if (outcome.standing.includes(site)) {
      if (outcome.kept.includes(site) && isPrevented(view, outcome, site)) staying.add(name);
    } else if (outcome.accepted.some((claim) => excludeEachOther(memberOfClaim(claim), memberOfSite(site)))) {
      displaced.add(name);
    }
  }
  return { staying, succeeded, displaced };
}

/**
 * Whether the holder of a site asks for another record set that it cannot have yet. What only the site itself prevents
 * comes once that was released.
 */
function isPrevented({ input, isOpen, claims }: View, { accepted, refused, kept }: Outcome, site: SiteRow): boolean {
  const others = [...kept.filter((one) => one !== site).map(memberOfSite), ...accepted.map(memberOfClaim)];
  return claims.some((claim) => {
    if (!holds(site, claim)) return false;
    if (!isOpen || !input.readZones.has(claim.wish.zone)) return true;
    return refused.includes(claim) && others.some((other) => excludeEachOther(other, memberOfClaim(claim)));
  });
}
