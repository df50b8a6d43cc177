import type { SiteWish } from '#shared/domain/site.ts';
import type { Claim } from './claim-set.ts';
import { type HostInput, names } from './host-input.ts';

/** Claims that a TXT names before others; the claims are in the order of precedence. */
export function inOrder(input: Pick<HostInput, 'owned'>, claims: readonly Claim[]): readonly Claim[] {
  const named = claims.filter(({ wish }) => isNamed(input, wish));
  return [...named, ...claims.filter((claim) => !named.includes(claim))];
}

/** The claim that a TXT names, else the first; the claims are in the order of precedence. */
export const firstClaim = (input: Pick<HostInput, 'owned'>, claims: readonly Claim[]): Claim | undefined =>
  claims.find(({ wish }) => isNamed(input, wish)) ?? claims[0];

const isNamed = (input: Pick<HostInput, 'owned'>, wish: SiteWish): boolean =>
  input.owned.some((owned) => names(owned, wish));
