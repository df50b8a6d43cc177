import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { OwnedRecord } from './contents.ts';
import type { PlannedSite } from './name-state.ts';

interface Made {
  readonly site: PlannedSite;
  /** Names of the zone that the change was made in, and of the one that the site belongs to now. */
  readonly zoneName: string;
  readonly wishedZoneName: string;
  /** What a release said of itself. */
  readonly release?: string;
  readonly changes: readonly RecordChange[];
  /** What stood before, as far as it was known. */
  readonly standing: readonly OwnedRecord[];
}

/** Why a change was made, in the words of `history`. */
export function whyOf({ site, zoneName, wishedZoneName, release, changes, standing }: Made): string {
  if (site.role === 'leaving') {
    return zoneName === wishedZoneName ? (release ?? 'released') : `moved to zone ${wishedZoneName}`;
  }
  const resources = standing.map(({ resource }) => resource).filter((resource) => resource !== site.wish.resource);
  const isNew = changes.every(({ action }) => action === 'CREATE');
  if (isNew) return site.applied ? 'it was missing from the zone' : `wished by ${site.wish.resource}`;
  if (resources.length > 0) return `taken over from ${[...new Set(resources)].join(', ')}`;
  return 'the wish or what stood in the zone had changed';
}
