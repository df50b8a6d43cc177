import type { RecordSet } from '#shared/domain/record.ts';
import type { SiteKey, SiteWish } from '#shared/domain/site.ts';
import type { OwnedRecord } from './contents.ts';
import type { PlanSettings } from './policies.ts';

/** What of a site decides which marks are its own. */
export interface SiteHere {
  readonly key: Pick<SiteKey, 'setIdentifier'>;
  readonly wish: Pick<SiteWish, 'ownerId' | 'resource'>;
  readonly appliedResources?: readonly string[];
  readonly appliedOwners?: readonly string[];
}

/** Whether a record may be changed for a site: it is the set of the site's identifier, with a mark that is the site's. */
export const isOurs = (each: OwnedRecord, site: SiteHere, settings: PlanSettings): boolean =>
  identifierOf(each.record) === site.key.setIdentifier && isOwnMark(each, site, settings);

/** Empty for a simple record set, as in a site's key. */
export const identifierOf = ({ setIdentifier = '' }: Pick<RecordSet, 'setIdentifier'>): string => setIdentifier;

/** An orphan, a record of ours that this site never had, belongs to nobody here. */
export const belongsTo = (
  { appliedResources = [], wish }: SiteHere,
  { resource }: Pick<OwnedRecord, 'resource'>,
): boolean => resource === wish.resource || appliedResources.includes(resource);

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
