import { siteText } from '#shared/domain/site.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type Claim, nameOf } from './claim-set.ts';
import { type HostInput, holds, inOrder, mayGo, stands } from './host-input.ts';
import { futuresOf, isKept, isServed, predecessorsOf, type View } from './routing-future.ts';
import { excludeEachOther, type Member, memberOfClaim, memberOfSite } from './routing-member.ts';

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
  /** By siteText of a new site: the one whose place it takes, for its holder. */
  readonly predecessors: ReadonlyMap<string, SiteRow>;
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
    predecessors: new Map(views.flatMap(({ predecessors }) => [...predecessors])),
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
    const then = { ...view, claims: chosen.accepted };
    const outcome = { ...chosen, standing, kept, predecessors: predecessorsOf(then, left) };
    const lost = left.filter((site) => !mayGo(input, site) && nextOf(view, outcome, site) === undefined);
    if (lost.length === 0) return { ...outcome, ...consequences(view, outcome) };
    // What cannot become what its holder wants stands on, and others must go with it as it is.
    kept = [...kept, ...lost];
  }
}

interface Chosen {
  readonly accepted: readonly Claim[];
  readonly refused: ReadonlyMap<string, Member>;
}

function choose(claims: readonly Claim[], kept: readonly Member[]): Chosen {
  const accepted: Claim[] = [];
  const refused = new Map<string, Member>();
  for (const claim of claims) {
    const member = memberOfClaim(claim);
    const before = [...kept, ...accepted.map(memberOfClaim)].find((other) => excludeEachOther(other, member));
    if (before === undefined) accepted.push(claim);
    else refused.set(nameOf(claim), before);
  }
  return { accepted, refused };
}

interface Outcome extends Chosen {
  readonly predecessors: ReadonlyMap<string, SiteRow>;
  readonly standing: readonly SiteRow[];
  readonly kept: readonly SiteRow[];
}

/** The accepted claim that a site follows, here or with another identifier. */
function nextOf(view: View, { accepted, predecessors }: Outcome, site: SiteRow): Claim | undefined {
  const then = { ...view, claims: accepted };
  return futuresOf(then, site).find((claim) => isServed(then, claim, predecessors));
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
    return refused.has(nameOf(claim)) && others.some((other) => excludeEachOther(other, memberOfClaim(claim)));
  });
}
