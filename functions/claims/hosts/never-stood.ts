import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type HostInput, stands, zoneRowsOfSite } from './host-input.ts';

/**
 * Whether dns has looked at a site since its release was planned, found nothing of it, and makes nothing of it any more.
 * That no row says of a site that it stands does not suffice: whoever wrote it may have died before saying so.
 */
export const neverStood = (input: HostInput, site: SiteRow): boolean =>
  site.release !== undefined &&
  !stands(input, site) &&
  input.readZones.has(site.wish.zone) &&
  site.lanes.every((lane) => !input.isZoneLane(lane) || lane === input.laneOf(site.wish.zone)) &&
  zoneRowsOfSite(input, site).every(
    ({ generation, conditions }) =>
      generation === site.generation && conditions.some(({ reason }) => reason === 'Releasing'),
  );

/** Whether dns must hear that a release of the site is planned, or is off: it makes nothing new of what is to end. */
export const isUnmade = (input: HostInput, site: SiteRow): boolean =>
  zoneRowsOfSite(input, site).some(({ applied }) => !applied);
