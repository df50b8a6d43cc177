import type { SiteState } from './lane-state.ts';

/** Why no answer is to be expected of a site yet; undefined: one is. */
export function notReady({ dns, certificate }: SiteState): string | undefined {
  if (dns !== 'True') return 'its records are not everywhere yet; a monitor made now would ring for a site being born';
  if (certificate === undefined || certificate === 'True') return undefined;
  return 'its certificate is not attached yet; a monitor made now would ring for a site being born';
}
