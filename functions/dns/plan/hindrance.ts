import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import { excludeEachOther, setId } from './coexistence.ts';
import { type Hindrance, routed, textOf } from './conflict.ts';
import type { NameContents, OwnedRecord, RecordIndex } from './contents.ts';
import type { Draft } from './draft.ts';
import { encryptedAdvice, encryptedMarkOf } from './encrypted-mark.ts';
import { markedByOthers, markTaken } from './mark-hindrance.ts';
import { identifierOf, isOurs, type SiteHere } from './own-marks.ts';
import type { PlanSettings } from './policies.ts';
import { isManagedType } from './record-sets.ts';

interface Wanted {
  readonly site: SiteHere & { readonly applied: boolean };
  readonly desired: readonly RecordSet[];
  readonly draft: Draft;
  /** What all sites of the name together would remove. */
  readonly removed: ReadonlySet<string>;
}

interface Around {
  readonly state: { readonly sites: readonly SiteHere[]; readonly observed?: RecordIndex };
  readonly contents: NameContents;
  readonly settings: PlanSettings;
}

/** The first thing of somebody else that stands where the desired records or their marks are to stand. */
export function findHindrance(wanted: Wanted, around: Around): Hindrance | undefined {
  const { state, contents, settings } = around;
  const { draft, removed } = wanted;
  const others = contents.owned.filter((each) => isForeign(each, wanted, around));
  return (
    first(others, (each) => foreign(each, wanted, settings)) ??
    first(contents.unmarked, (set) => unmarked(set, wanted, { state, settings })) ??
    first(draft.created, (each) => markedByOthers(each, wanted.site, { contents, settings })) ??
    first(draft.created, (each) => markTaken(each, removed, { state, contents }))
  );
}

function first<Item>(items: readonly Item[], judge: (item: Item) => Hindrance | undefined): Hindrance | undefined {
  for (const item of items) {
    const found = judge(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nobody's of the sites planned together: those are weighed against each other. */
function isForeign(each: OwnedRecord, { site, removed }: Wanted, { state, settings }: Around): boolean {
  const isOfSite = [site, ...state.sites].some((one) => isOurs(each, one, settings));
  return !isOfSite && !removed.has(setId(each.record));
}

/** Whether a set at the name leaves no place for the desired ones. */
const excludes = (set: ObservedRecordSet, desired: readonly RecordSet[]): boolean =>
  desired.some((record) => excludeEachOther(set, record));

/** To join the sets of somebody else is to take a part of what they answer. */
const isJoined = (set: ObservedRecordSet, { draft }: Wanted): boolean =>
  draft.created.some(
    ({ record }) => record.type === set.type && !draft.removed.some((gone) => setId(gone.record) === setId(record)),
  );

function foreign(each: OwnedRecord, wanted: Wanted, settings: PlanSettings): Hindrance | undefined {
  const { record, ownerId, resource } = each;
  const { site, desired } = wanted;
  const what = textOf(record);
  const isNeighbour = !excludes(record, desired);
  if (isNeighbour && (settings.ours.has(ownerId) || !isJoined(record, wanted))) return undefined;
  if (identifierOf(record) !== site.key.setIdentifier) return routed(`${what}, of owner "${ownerId}" for ${resource},`);
  if (site.applied) {
    const message = `${what} now carries the ownership of "${ownerId}", so it is left alone; restore its TXT record`;
    return { reason: 'OwnershipLost', message };
  }
  const belongs = `${what} belongs to owner "${ownerId}"`;
  const message = settings.ours.has(ownerId)
    ? `${belongs}, which is another cluster, for ${resource}; if that is gone for good, remove the record and its TXT`
    : `${belongs}; add it to the zone's adopt list to take it over`;
  return { reason: 'NameTaken', message };
}

function unmarked(
  set: ObservedRecordSet,
  wanted: Wanted,
  { state, settings }: Pick<Around, 'state' | 'settings'>,
): Hindrance | undefined {
  const { site, desired } = wanted;
  const what = textOf(set);
  if (!excludes(set, desired) && !isJoined(set, wanted)) return undefined;
  if (set.routed === true || identifierOf(set) !== site.key.setIdentifier) return routed(what);
  const encrypted = encryptedMarkOf(set, state.observed, settings);
  if (encrypted !== undefined) {
    const message = `${what} has an encrypted ownership TXT ${encrypted}, ${encryptedAdvice}`;
    return { reason: site.applied ? 'OwnershipLost' : 'NameTaken', message };
  }
  if (site.applied && isManagedType(set.type)) {
    const message = `${what} stands without our ownership TXT record, so it is left alone; restore the TXT record`;
    return { reason: 'OwnershipLost', message };
  }
  const message = `${what} exists and is not ours; remove it, or choose another name`;
  return { reason: 'NameTaken', message };
}
