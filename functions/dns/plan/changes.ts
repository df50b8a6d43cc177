import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import type { LooseMark, NameContents, OwnedRecord } from './contents.ts';
import { isOurs, isOwnMark, type SiteHere } from './own-marks.ts';
import { ownershipName, ownershipNames } from './ownership-name.ts';
import { formatOwnership, type OwnershipMark, parseOwnership } from './ownership-text.ts';
import type { PlanSettings } from './policies.ts';
import { hostText, sameRecordSet } from './record-sets.ts';

/** What would change at a name, before anyone asked whether it may. */
export interface Draft {
  readonly changes: readonly RecordChange[];
  readonly created: readonly OwnedRecord[];
  readonly removed: readonly OwnedRecord[];
  readonly skipped?: { readonly reason: Reason; readonly message: string };
}

interface Wanted {
  readonly site: SiteHere;
  readonly desired: readonly RecordSet[];
  /** Whether a CNAME leaves no room for a mark. */
  readonly isCname: (name: string) => boolean;
}

/** external-dns writes its TXT records with the default TTL of Route 53 records. */
const ownershipTtlSeconds = 300;

/**
 * Makes the name's own records equal to the desired ones. A change is a DELETE of exactly what stands and a CREATE,
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
  ];
  const created = changed.map(({ next }) => next);
  const loose = contents.loose.filter((mark) => isOwnMark(mark, site, settings) && isLooseOf(mark, created, settings));
  return { changes: changesOf(removed, loose, created), created, removed };
}

/** Removes what belongs to the site; anything else at its name stays. */
export function draftDeletion(site: SiteHere, contents: NameContents, settings: PlanSettings): Draft {
  const removed = contents.owned.filter((each) => isOurs(each, site, settings) && belongsTo(site, each));
  const loose = contents.loose.filter(
    ({ ownerId, resource }) => ownerId === site.wish.ownerId && resource === site.wish.resource,
  );
  return { changes: changesOf(removed, loose, []), created: [], removed };
}

/** An orphan, a record of ours that this site never had, belongs to nobody here. */
const belongsTo = ({ appliedResources = [], wish }: SiteHere, { resource }: OwnedRecord): boolean =>
  resource === wish.resource || appliedResources.includes(resource);

const excludes = (each: OwnedRecord, desired: readonly RecordSet[]): boolean =>
  each.record.type === 'CNAME' || desired.some(({ type }) => type === 'CNAME');

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

/** A mark that still says the truth stays byte for byte, whichever generation wrote it. */
function ownedRecord(
  record: RecordSet,
  by: Pick<Wanted, 'isCname'> & { readonly wish: SiteHere['wish']; readonly before: OwnedRecord | undefined },
  settings: PlanSettings,
): OwnedRecord {
  const { ownerId, resource } = by.wish;
  const place = { record, ...settings };
  const readable = by.before !== undefined && ownershipNames(place).includes(by.before.ownership.name);
  const before = readable ? by.before : undefined;
  if (before?.resource === resource && (before.ownerId === ownerId || settings.adopted.has(before.ownerId))) {
    return { ...before, record };
  }
  const fresh = ownershipName(place, by.isCname);
  const name = before?.ownership.name ?? fresh.name;
  const value = before?.ownership.values?.[0] ?? '';
  const hashed = before === undefined ? fresh.hashed : parseOwnership(value)?.heritage === 'firstlight';
  const mark: OwnershipMark = hashed
    ? { heritage: 'firstlight', ownerId, resource, owned: { name: record.name, type: record.type.toLowerCase() } }
    : { heritage: 'external-dns', ownerId, resource };
  const ownership: RecordSet = { name, type: 'TXT', ttl: ownershipTtlSeconds, values: [formatOwnership(mark)] };
  return { record, ownership, ownerId, resource };
}

const sameOwned = (a: OwnedRecord, b: OwnedRecord): boolean =>
  sameRecordSet(a.record, b.record) && sameRecordSet(a.ownership, b.ownership);

/** A mark without a record that would be read as the mark of a new one. */
const isLooseOf = (mark: LooseMark, created: readonly OwnedRecord[], settings: PlanSettings): boolean =>
  created.some(({ record }) => ownershipNames({ record, ...settings }).includes(mark.ownership.name));

/** All DELETEs first: changes of a batch are tried in their order. */
function changesOf(
  removed: readonly OwnedRecord[],
  loose: readonly LooseMark[],
  created: readonly OwnedRecord[],
): readonly RecordChange[] {
  const gone = [
    ...removed.flatMap(({ record, ownership }) => [record, ownership]),
    ...loose.map((mark) => mark.ownership),
  ];
  const made = created.flatMap(({ record, ownership }) => [record, ownership]);
  return [...distinct(gone, 'DELETE'), ...distinct(made, 'CREATE')];
}

/** One TXT may mark two records; Route 53 takes each record set once. */
function distinct(records: readonly RecordSet[], action: RecordChange['action']): readonly RecordChange[] {
  const rank = ({ type, name }: RecordSet): string => `${type === 'TXT' ? 'mark' : 'is'} ${name} ${type}`;
  const byRank = new Map(records.map((record) => [rank(record), record]));
  return [...byRank.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => ({ action, record }));
}
