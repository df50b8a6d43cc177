import type { SiteWish } from '#shared/domain/site.ts';
import type { OwnedRecord } from './contents.ts';
import type { PlanSettings } from './policies.ts';

/** What of a site decides which marks are its own. */
export interface SiteHere {
  readonly wish: Pick<SiteWish, 'ownerId' | 'resource'>;
  readonly appliedResources?: readonly string[];
  readonly appliedOwners?: readonly string[];
}

/** Whether a record may be changed for a site at all: a mark that is the site's, not one of several routed sets. */
export const isOurs = (each: OwnedRecord, site: SiteHere, settings: PlanSettings): boolean =>
  each.record.setIdentifier === undefined && isOwnMark(each, site, settings);

/**
 * The mark of the site's cluster or of an adopted owner; that of another cluster only where the record is known to be
 * this site's, so that it was handed over, be the other cluster configured still or forgotten.
 */
export function isOwnMark(
  { ownerId, resource }: Pick<OwnedRecord, 'ownerId' | 'resource'>,
  { wish, appliedResources = [], appliedOwners = [] }: SiteHere,
  { adopted }: PlanSettings,
): boolean {
  const wasWritten = appliedOwners.includes(ownerId) && appliedResources.includes(resource);
  return ownerId === wish.ownerId || adopted.has(ownerId) || wasWritten;
}
