import { leadsTo } from '#shared/domain/leads-to.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { isKeptElsewhere, moveLimitMs, type SiteWish } from '#shared/domain/site.ts';
import type { Moving, SiteRow } from '#shared/rows/site-rows.ts';
import type { Claim } from './claim-set.ts';
import { type HostInput, holds, stands } from './host-input.ts';

/** Where a site goes: an edge, the load balancer on it that certificates are put on, and whose certificate it has there. */
export type Place = Omit<Moving, 'sinceMs'>;

/**
 * Make before break: what stands moves to another edge, or to another load balancer of its edge, only once that serves
 * it, and not while a hold or its old edge's policy forbids to change it: neither ends by leaving the edge.
 */
export function moveInto(input: HostInput, before: SiteRow, claim: Claim): SiteRow['moving'] {
  if (isOvertaken(input, before, claim)) return before.moving;
  const place = placeAfter(input, before, claim.wish);
  if (place === undefined || before.state === 'dying' || !stands(input, before)) return undefined;
  if (place.edge !== before.wish.edge && !holds(before, claim)) return undefined;
  const sinceMs = isSamePlace(before.moving, place) ? (before.moving?.sinceMs ?? input.nowMs) : input.nowMs;
  const isServed = isKeptElsewhere(place.tls) || input.edgeServes(before, place.edge);
  const isOver = isServed || input.nowMs - sinceMs >= moveLimitMs;
  return isOver && !input.mustStay(before) ? undefined : { ...place, sinceMs };
}

/**
 * The claim still wishes what it wished when the edge that the site is going to was configured, or had the load balancer
 * that it is going to; by now it is not, or has another: the object is settled anew soon, and until then the name stays.
 */
function isOvertaken(input: HostInput, before: SiteRow, claim: Claim): boolean {
  const { moving, wish, state } = before;
  const { edge, target } = claim.wish;
  if (state === 'dying' || moving?.edge !== edge || input.nowMs - moving.sinceMs >= moveLimitMs) return false;
  if (input.edgePolicyOf(edge) === undefined) return wish.edge === edge || holds(before, claim);
  const loadBalancer = input.loadBalancerOf(edge);
  if (wish.edge !== edge || moving.loadBalancer === undefined || loadBalancer === undefined) return false;
  return moving.loadBalancer !== loadBalancer.arn && !leadsTo(target, loadBalancer.dnsName);
}

/** The place that a wish leads to, where the site is at another one; a target of its own is changed without ado. */
export function placeAfter(
  { loadBalancerOf }: Pick<HostInput, 'loadBalancerOf'>,
  { wish: before }: Pick<SiteRow, 'wish'>,
  { edge, target, tls }: SiteWish,
): Place | undefined {
  const loadBalancer = loadBalancerOf(edge);
  const on = loadBalancer === undefined ? {} : { loadBalancer: loadBalancer.arn };
  const place = { edge, ...on, ...(tls === undefined ? {} : { tls }) };
  if (edge !== before.edge) return place;
  if (loadBalancer === undefined || before.target === undefined) return undefined;
  return leadsTo(target, loadBalancer.dnsName) && !leadsTo(before.target, loadBalancer.dnsName) ? place : undefined;
}

/** Rows of earlier versions say no more than the edge. */
export const isSamePlace = (before: Place | undefined, after: Place | undefined): boolean =>
  before?.edge === after?.edge && (before?.loadBalancer === undefined || before.loadBalancer === after?.loadBalancer);

/** Whether the site is on its way to the claim's edge, and until it is there stays as it is. */
export const isHeldBack = (input: HostInput, site: SiteRow, claim: Claim): boolean =>
  holds(site, claim) && claim.wish.edge !== site.wish.edge && moveInto(input, site, claim) !== undefined;

/** Whether the site is to have a certificate where it begins to move to, another one there, or none any more. */
export function turnsTo(input: HostInput, before: SiteRow, after: SiteRow): boolean {
  const [from, to] = [before, after].map(wantedBeside);
  const edges = [from, to].flatMap((beside) => beside?.edge ?? []);
  return !sameValue({ ...from }, { ...to }) && edges.some((edge) => input.certificatesLaneOf(edge) !== undefined);
}

/** Whose certificate it is to have where it goes, if that is not what it has. */
function wantedBeside({ moving, wish }: SiteRow) {
  const beside = moving === undefined ? undefined : { edge: moving.edge, tls: moving.tls };
  return sameValue({ ...beside }, { edge: wish.edge, tls: wish.tls }) ? undefined : beside;
}
