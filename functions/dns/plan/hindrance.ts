import type { Reason } from '#shared/domain/reasons.ts';
import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import type { Draft } from './changes.ts';
import type { NameContents, OwnedRecord, RecordIndex } from './contents.ts';
import { isOurs, isOwnMark, type SiteHere } from './own-marks.ts';
import { ownershipNames } from './ownership-name.ts';
import type { PlanSettings } from './policies.ts';
import { isManagedType } from './record-sets.ts';

/** Why a name is left alone. */
export interface Hindrance {
  readonly reason: Extract<Reason, 'NameTaken' | 'OwnershipLost' | 'PolicyConflict'>;
  readonly message: string;
}

interface Wanted {
  readonly site: SiteHere & { readonly applied: boolean };
  readonly desired: readonly RecordSet[];
  readonly draft: Draft;
}

interface Around {
  readonly state: { readonly observed?: RecordIndex };
  readonly contents: NameContents;
  readonly settings: PlanSettings;
}

/** The first thing of somebody else that stands where the desired records or their marks are to stand. */
export function findHindrance(wanted: Wanted, { state, contents, settings }: Around): Hindrance | undefined {
  const { site, desired } = wanted;
  const others = contents.owned.filter((each) => !isOurs(each, site, settings) && excludes(each.record.type, desired));
  return (
    first(others, (each) => foreign(each, wanted, settings)) ??
    first(contents.unmarked, (set) => unmarked(set, wanted)) ??
    first(wanted.draft.created, (each) => markedByOthers(each, wanted.site, { contents, settings })) ??
    first(wanted.draft.created, (each) => markTaken(each, wanted.draft, state.observed))
  );
}

function first<Item>(items: readonly Item[], judge: (item: Item) => Hindrance | undefined): Hindrance | undefined {
  for (const item of items) {
    const found = judge(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a type at a name leaves no place for the desired ones. */
const excludes = (type: string, desired: readonly RecordSet[]): boolean =>
  type === 'CNAME' || desired.some((record) => record.type === 'CNAME' || record.type === type);

function foreign({ record, ownerId, resource }: OwnedRecord, { site }: Wanted, { ours }: PlanSettings): Hindrance {
  const what = `${record.type} ${record.name}`;
  if (record.setIdentifier !== undefined) return routed(what);
  if (site.applied) {
    const message = `${what} now carries the ownership of "${ownerId}", so it is left alone; restore its TXT record`;
    return { reason: 'OwnershipLost', message };
  }
  const belongs = `${what} belongs to owner "${ownerId}"`;
  const message = ours.has(ownerId)
    ? `${belongs}, which is another cluster, for ${resource}; if that is gone for good, remove the record and its TXT`
    : `${belongs}; add it to the zone's adopt list to take it over`;
  return { reason: 'NameTaken', message };
}

function unmarked(set: ObservedRecordSet, { site, desired }: Wanted): Hindrance | undefined {
  const what = `${set.type} ${set.name}`;
  if (!excludes(set.type, desired)) return undefined;
  if (set.routed === true || set.setIdentifier !== undefined) return routed(what);
  if (site.applied && isManagedType(set.type)) {
    const message = `${what} stands without our ownership TXT record, so it is left alone; restore the TXT record`;
    return { reason: 'OwnershipLost', message };
  }
  const message = `${what} exists and is not ours; remove it, or choose another name`;
  return { reason: 'NameTaken', message };
}

const routed = (what: string): Hindrance => ({
  reason: 'PolicyConflict',
  message: `${what} is one of several routed record sets, which a simple record cannot stand beside; remove them`,
});

/** Somebody else's mark without a record, under a name that would be read as the mark of this one. */
function markedByOthers(
  { record }: OwnedRecord,
  site: SiteHere,
  { contents, settings }: Pick<Around, 'contents' | 'settings'>,
): Hindrance | undefined {
  const names = ownershipNames({ record, ...settings });
  const found = contents.loose.find((mark) => !isOwnMark(mark, site, settings) && names.includes(mark.ownership.name));
  if (found === undefined) return undefined;
  const message = `TXT ${found.ownership.name} says that ${record.name} belongs to owner "${found.ownerId}"; remove it`;
  return { reason: 'NameTaken', message };
}

/** Only what was read can be seen here; Route 53 itself refuses the rest. */
function markTaken(created: OwnedRecord, draft: Draft, observed?: RecordIndex): Hindrance | undefined {
  const { name } = created.ownership;
  const inTheWay = (observed?.get(name) ?? []).find(
    ({ type }) => type === 'CNAME' || (type === 'TXT' && !isDeleted(name, draft)),
  );
  if (inTheWay === undefined) return undefined;
  if (inTheWay.setIdentifier !== undefined) return routed(`${inTheWay.type} ${name}`);
  const message = `${inTheWay.type} ${name} stands where the ownership of ${created.record.name} belongs; remove it`;
  return { reason: 'NameTaken', message };
}

const isDeleted = (name: string, draft: Draft): boolean =>
  draft.changes.some(({ action, record }) => action === 'DELETE' && record.type === 'TXT' && record.name === name);
