import type { SiteWish } from '#shared/domain/site.ts';

type Owner = Pick<SiteWish, 'resource' | 'ownerId'>;

/** Whether both are one object's: an object has one record set of a name, so the one that goes is replaced by the other. */
export const isSameOwner = (a: Owner, b: Owner): boolean => a.resource === b.resource && a.ownerId === b.ownerId;
