import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type HostInput, laneRowsOfSite, stands } from './host-input.ts';

/**
 * Whether nothing of a site is known to stand or to have stood: neither is a lost answer in doubt, nor a zone unread, nor
 * another zone left.
 */
export const neverStood = (input: HostInput, site: SiteRow): boolean =>
  !stands(input, site) &&
  input.readZones.has(site.wish.zone) &&
  site.lanes.every((lane) => lane === input.laneOf(site.wish.zone)) &&
  laneRowsOfSite(input, site).every(({ appliedResources = [] }) => appliedResources.length === 0);

/** Whether dns may have left a site alone because its release was planned. */
export const mayBeUnmade = (input: HostInput, site: SiteRow): boolean =>
  site.release !== undefined && laneRowsOfSite(input, site).some(({ applied }) => !applied);
