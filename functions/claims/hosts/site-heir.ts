import type { SiteRow } from '#shared/rows/site-rows.ts';
import { firstClaim } from './claim-order.ts';
import type { Claim } from './claim-set.ts';
import { type HostInput, holds, isCompatible, stands } from './host-input.ts';

/**
 * Who has the site without anybody having to leave it: where no record stands yet, the first of all that are known,
 * whatever arrived first; else the present holder, else a compatible claim.
 */
export function heirOf(
  input: HostInput,
  before: SiteRow,
  { claims, readable }: { claims: readonly Claim[]; readable: readonly Claim[] },
): Claim | undefined {
  const open = !stands(input, before) && readable.length === claims.length;
  return (open ? firstClaim(input, claims) : undefined) ?? firstOf(input, before, claims);
}

const firstOf = (input: HostInput, before: SiteRow, claims: readonly Claim[]): Claim | undefined =>
  claims.find((claim) => holds(before, claim)) ?? claims.find((claim) => isCompatible(input, before, claim));
