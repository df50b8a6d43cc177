import type { RecordSet } from '#shared/domain/record.ts';
import { excludeEachOther } from './coexistence.ts';
import type { LooseMark, NameContents, OwnedRecord } from './contents.ts';
import { ownedRecord } from './new-mark.ts';
import { belongsTo, identifierOf, isOurs, isOwnMark, type SiteHere } from './own-marks.ts';
import { ownershipNames } from './ownership-name.ts';
import type { PlanSettings } from './policies.ts';
import { hostText, sameRecordSet } from './record-sets.ts';

/** What one site would change at its name, before anyone asked whether it may. */
export interface Draft {
  readonly created: readonly OwnedRecord[];
  readonly removed: readonly OwnedRecord[];
  /** Marks without a record, where one of the created ones is to stand. */
  readonly loose: readonly LooseMark[];
}

export const noDraft: Draft = { created: [], removed: [], loose: [] };

interface Wanted {
  readonly site: SiteHere;
  readonly desired: readonly RecordSet[];
  /** Set identifiers of all sites of the name: what has one of them is that site's to change. */
  readonly identifiers: ReadonlySet<string>;
  /** Whether a CNAME leaves no room for a mark. */
  readonly isCname: (name: string) => boolean;
}

/**
 * Makes the site's own record sets equal to the desired ones. A change is a DELETE of exactly what stands and a CREATE,
 * each with its TXT: Route 53 refuses the whole when either is no longer what it was.
 */
export function draftRecords(wanted: Wanted, contents: NameContents, settings: PlanSettings): Draft {
  const { site, isCname } = wanted;
  const ours = contents.owned.filter((each) => isOurs(each, site, settings));
  const desired = withFollower(wanted.desired, ours);
  const pairs = desired.map((record) => {
    const before = ours.find((each) => each.record.type === record.type);
    return { before, next: ownedRecord(record, { wish: site.wish, before, isCname }, settings) };
  });
  const changed = pairs.filter(({ before, next }) => before === undefined || !sameOwned(before, next));
  const leftover = ours.filter((each) => !desired.some(({ type }) => type === each.record.type));
  const taken = pairs.flatMap(({ before }) => before?.resource ?? []);
  const removed = [
    ...changed.flatMap(({ before }) => before ?? []),
    ...leftover.filter((each) => belongsTo(site, each) || taken.includes(each.resource) || excludes(each, desired)),
    ...contents.owned.filter((each) => isStray(each, wanted, settings) && excludes(each, desired)),
  ];
  const created = changed.map(({ next }) => next);
  const loose = contents.loose.filter(
    (mark) => isOwnMark(mark, site, settings) && isInTheWay(mark, created, { wanted, settings }),
  );
  return { created, removed, loose };
}

/** Removes what belongs to the site; anything else at its name stays. */
export function draftDeletion(site: SiteHere, contents: NameContents, settings: PlanSettings): Draft {
  const removed = contents.owned.filter((each) => isOurs(each, site, settings) && belongsTo(site, each));
  const loose = contents.loose.filter(
    ({ ownerId, resource, ownership }) =>
      ownerId === site.wish.ownerId &&
      resource === site.wish.resource &&
      identifierOf(ownership) === site.key.setIdentifier,
  );
  return { created: [], removed, loose };
}

/**
 * A record set of the same object that no site of the name is responsible for: what it had before it was given another
 * identifier, or none. Only where it leaves no room is it ours to remove.
 */
const isStray = (each: OwnedRecord, { site, identifiers }: Wanted, settings: PlanSettings): boolean =>
  !identifiers.has(identifierOf(each.record)) && isOwnMark(each, site, settings) && belongsTo(site, each);

const excludes = ({ record }: OwnedRecord, desired: readonly RecordSet[]): boolean =>
  desired.some((next) => excludeEachOther(record, next));

/**
 * An AAAA alias with the target of the A lives as long as the A and goes where it goes (external-dns always wrote
 * both).
 */
function withFollower(desired: readonly RecordSet[], ours: readonly OwnedRecord[]): readonly RecordSet[] {
  const [only] = desired;
  if (desired.length !== 1 || only?.type !== 'A' || only.alias === undefined) return desired;
  const targetOf = (type: string): string | undefined => {
    const alias = ours.find(({ record }) => record.type === type)?.record.alias;
    return alias === undefined ? undefined : hostText(alias.dnsName);
  };
  const follows = targetOf('AAAA') !== undefined && targetOf('AAAA') === targetOf('A');
  return follows ? [only, { ...only, type: 'AAAA' }] : desired;
}

const sameOwned = (a: OwnedRecord, b: OwnedRecord): boolean =>
  sameRecordSet(a.record, b.record) && sameRecordSet(a.ownership, b.ownership);

/** A mark that would be read as the mark of a new record, or leaves no room for it. */
function isInTheWay(
  { ownership, resource }: LooseMark,
  created: readonly OwnedRecord[],
  { wanted: { site, identifiers }, settings }: { readonly wanted: Wanted; readonly settings: PlanSettings },
): boolean {
  const identifier = identifierOf(ownership);
  const isStrayMark = !identifiers.has(identifier) && belongsTo(site, { resource });
  if (identifier !== site.key.setIdentifier && !isStrayMark) return false;
  return created.some(({ record, ownership: next }) =>
    identifier === site.key.setIdentifier
      ? ownershipNames({ record, ...settings }).includes(ownership.name)
      : excludeEachOther(ownership, next),
  );
}
