import { excludeEachOther, setId } from './coexistence.ts';
import { type Hindrance, routed, textOf } from './conflict.ts';
import type { NameContents, OwnedRecord, RecordIndex } from './contents.ts';
import { encryptedAdvice, isEncrypted } from './encrypted-mark.ts';
import { identifierOf, isOwnMark, type SiteHere } from './own-marks.ts';
import { ownershipNames } from './ownership-name.ts';
import type { PlanSettings } from './policies.ts';

interface Around {
  readonly state: { readonly observed?: RecordIndex };
  readonly contents: NameContents;
  readonly settings: PlanSettings;
}

/** Somebody else's mark without a record, under a name that would be read as the mark of this one. */
export function markedByOthers(
  { record }: OwnedRecord,
  site: SiteHere,
  { contents, settings }: Pick<Around, 'contents' | 'settings'>,
): Hindrance | undefined {
  const names = ownershipNames({ record, ...settings });
  const found = contents.loose.find(
    (mark) =>
      identifierOf(mark.ownership) === site.key.setIdentifier &&
      !isOwnMark(mark, site, settings) &&
      names.includes(mark.ownership.name),
  );
  if (found === undefined) return undefined;
  const message = `TXT ${found.ownership.name} says that ${record.name} belongs to owner "${found.ownerId}"; remove it`;
  return { reason: 'NameTaken', message };
}

/** Only what was read can be seen here; Route 53 itself refuses the rest. */
export function markTaken(
  created: OwnedRecord,
  removed: ReadonlySet<string>,
  { state, contents }: Pick<Around, 'state' | 'contents'>,
): Hindrance | undefined {
  const { name } = created.ownership;
  // The marks of the name's own record sets come and go with those.
  const known = contents.owned.map(({ ownership }) => setId(ownership));
  const inTheWay = (state.observed?.get(name) ?? []).find(
    (set) => excludeEachOther(set, created.ownership) && !known.includes(setId(set)) && !removed.has(setId(set)),
  );
  if (inTheWay === undefined) return undefined;
  if (identifierOf(inTheWay) !== identifierOf(created.ownership)) return routed(textOf(inTheWay));
  const remedy = isEncrypted(inTheWay) ? encryptedAdvice : 'remove it';
  const message = `${inTheWay.type} ${name} stands where the ownership of ${created.record.name} belongs; ${remedy}`;
  return { reason: 'NameTaken', message };
}
