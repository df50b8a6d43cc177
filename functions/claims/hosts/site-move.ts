import type { SiteWish } from '#shared/domain/site.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Claim } from './claim-set.ts';
import { type HostInput, holds, stands } from './host-input.ts';

/** The old edge keeps the site for a certificate at most this long: one that is not there by then may never come. */
export const moveLimitMs = 30 * 60_000;

/**
 * Make before break: what stands moves to another edge only once that serves it, and not while a hold or its old edge's
 * policy forbids to change it: neither ends by leaving the edge.
 */
export function moveInto(input: HostInput, before: SiteRow, { edge }: SiteWish): SiteRow['moving'] {
  if (edge === before.wish.edge || before.state === 'dying' || !stands(input, before)) return undefined;
  const sinceMs = before.moving?.edge === edge ? before.moving.sinceMs : input.nowMs;
  const isOver = input.edgeServes(before, edge) || input.nowMs - sinceMs >= moveLimitMs;
  return isOver && !input.mustStay(before) ? undefined : { edge, sinceMs };
}

/** Whether the site is on its way to the claim's edge, and until it is there stays as it is. */
export const isHeldBack = (input: HostInput, site: SiteRow, claim: Claim): boolean =>
  holds(site, claim) && moveInto(input, site, claim.wish) !== undefined;
