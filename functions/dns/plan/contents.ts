import type { Ownership } from '#shared/domain/configuration.ts';
import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import { setId } from './coexistence.ts';
import { ownershipNames } from './ownership-name.ts';
import { type OwnershipMark, parseOwnership } from './ownership-text.ts';
import { isManagedType, type ManagedType, recordSetOf } from './record-sets.ts';

/** A record with the TXT that says whose it is. */
export interface OwnedRecord {
  readonly record: RecordSet;
  readonly ownership: RecordSet;
  readonly ownerId: string;
  readonly resource: string;
}

/** Record sets by name, as they stand in the zone. */
export type RecordIndex = ReadonlyMap<string, readonly ObservedRecordSet[]>;

/** An ownership TXT whose record is not there. */
export interface LooseMark extends OwnershipMark {
  readonly ownership: RecordSet;
}

/** Everything at one name: records with a readable ownership, those without, and ownership TXT without a record. */
export interface NameContents {
  readonly owned: readonly OwnedRecord[];
  readonly unmarked: readonly ObservedRecordSet[];
  readonly loose: readonly LooseMark[];
}

export interface ContentsSettings {
  readonly zoneName: string;
  readonly ownership: Ownership;
}

/** Joins the record sets at `name` with their ownership TXT records, which lie under names of their own. */
export function contentsOf(name: string, index: RecordIndex, settings: ContentsSettings): NameContents {
  const here = [...(index.get(name) ?? [])].sort((a, b) => (setId(a) < setId(b) ? -1 : 1));
  const owned = here.flatMap((set) => findOwner(set, index, settings) ?? []);
  const used = new Set(owned.map((each) => setId(each.ownership)));
  const loose = looseMarks(name, index, settings).filter((mark) => !used.has(setId(mark.ownership)));
  const marks = new Set([...used, ...loose.map((mark) => setId(mark.ownership))]);
  const isOwned = (set: ObservedRecordSet): boolean => owned.some(({ record }) => setId(record) === setId(set));
  return { owned, loose, unmarked: here.filter((set) => !isOwned(set) && !marks.has(setId(set))) };
}

/** All records of a whole zone that carry a readable ownership, whoever's it is. */
export function ownedOf(index: RecordIndex, settings: ContentsSettings): readonly OwnedRecord[] {
  return [...index.values()].flatMap((sets) => sets.flatMap((set) => findOwner(set, index, settings) ?? []));
}

function findOwner(set: ObservedRecordSet, index: RecordIndex, settings: ContentsSettings): OwnedRecord | undefined {
  if (!isManagedType(set.type) || set.routed === true) return undefined;
  const record = recordSetOf(set, set.type);
  for (const name of ownershipNames({ record, ...settings })) {
    const found = (index.get(name) ?? []).find(
      (txt) => txt.setIdentifier === set.setIdentifier && isMarkOf(record, txt),
    );
    const mark = found === undefined ? undefined : readMark(found);
    if (found === undefined || mark === undefined) continue;
    return { record, ownership: recordSetOf(found, 'TXT'), ownerId: mark.ownerId, resource: mark.resource };
  }
  return undefined;
}

/** A hashed name says nothing by itself, so its value must name the record. */
function isMarkOf(record: Pick<RecordSet, 'name' | 'type'>, txt: ObservedRecordSet): boolean {
  const mark = readMark(txt);
  if (mark?.owned === undefined) return mark !== undefined;
  return mark.owned.name === record.name && mark.owned.type === record.type.toLowerCase();
}

/** A TXT record set that holds other values too belongs to somebody else as well and is left alone. */
function readMark(txt: ObservedRecordSet): OwnershipMark | undefined {
  const [value, ...more] = txt.values ?? [];
  const isAlone = value !== undefined && more.length === 0;
  return txt.type === 'TXT' && isAlone && txt.routed !== true ? parseOwnership(value) : undefined;
}

/** The name without a type may mark either record of a host, so it is never called loose. */
function looseMarks(name: string, index: RecordIndex, settings: ContentsSettings): readonly LooseMark[] {
  const types: readonly ManagedType[] = ['A', 'AAAA', 'CNAME'];
  const marks = types.flatMap((type) =>
    ownershipNames({ record: { name, type }, ...settings })
      .filter((candidate) => candidate !== name)
      .flatMap((candidate) => index.get(candidate) ?? [])
      .filter((txt) => isMarkOf({ name, type }, txt))
      .flatMap((txt) => {
        const mark = readMark(txt);
        return mark === undefined ? [] : [{ ...mark, ownership: recordSetOf(txt, 'TXT') }];
      }),
  );
  return [...new Map(marks.map((mark) => [setId(mark.ownership), mark])).values()];
}
