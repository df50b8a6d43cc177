import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import { compareNames } from './record-sets.ts';

/** Anything that goes to Route 53 as one: a name and its changes. */
export interface Batchable {
  readonly name: string;
  readonly changes: readonly RecordChange[];
}

export interface Size {
  readonly values: number;
  readonly characters: number;
}

/**
 * Developer Guide, "Quotas": one ChangeResourceRecordSets holds 1,000 ResourceRecord elements and 32,000 value
 * characters.
 */
export const batchLimit: Size = { values: 1000, characters: 32_000 };

/** Groups above this share of a limit are placed first, the largest first, or they would leave large gaps. */
const largeShare = 0.05;

/**
 * Packs groups into as few batches as their sizes allow: never split, each batch in Route 53's order of names. What is
 * over a limit by itself can never be sent and is handed back.
 */
export function packGroups<Group extends Batchable>(
  groups: readonly Group[],
  limit: Size = batchLimit,
): { readonly batches: readonly (readonly Group[])[]; readonly oversized: readonly Group[] } {
  const sized = groups.map((group) => ({ group, size: sizeOf(group.changes) }));
  const oversized = sized.filter(({ size }) => share(size, limit) > 1).map(({ group }) => group);
  const fitting = sized
    .filter(({ size }) => share(size, limit) <= 1)
    .sort((a, b) => compareNames(a.group.name, b.group.name));
  const isLarge = ({ size }: Sized<Group>): boolean => share(size, limit) > largeShare;
  const bins: Bin<Group>[] = [];
  const large = fitting.filter(isLarge).sort((a, b) => share(b.size, limit) - share(a.size, limit));
  for (const each of large) place(each, { bins, from: 0, limit });
  let cursor = 0;
  for (const each of fitting.filter((one) => !isLarge(one))) cursor = place(each, { bins, from: cursor, limit });
  const batches = bins.map(({ groups: packed }) => packed.sort((a, b) => compareNames(a.name, b.name)));
  return { batches: batches.sort((a, b) => compareNames(a[0]?.name ?? '', b[0]?.name ?? '')), oversized };
}

interface Sized<Group> {
  readonly group: Group;
  readonly size: Size;
}
interface Bin<Group> {
  readonly groups: Group[];
  size: Size;
}

/** Puts it into the first bin at or after `from` with room, and says which that was. */
function place<Group>(each: Sized<Group>, into: { bins: Bin<Group>[]; from: number; limit: Size }): number {
  const { bins, from, limit } = into;
  for (let index = from; index < bins.length; index += 1) {
    const bin = bins[index];
    if (bin === undefined || share(add(bin.size, each.size), limit) > 1) continue;
    bin.groups.push(each.group);
    bin.size = add(bin.size, each.size);
    return index;
  }
  bins.push({ groups: [each.group], size: each.size });
  return bins.length - 1;
}

const add = (a: Size, b: Size): Size => ({ values: a.values + b.values, characters: a.characters + b.characters });
const share = (size: Size, limit: Size): number =>
  Math.max(size.values / limit.values, size.characters / limit.characters);

/**
 * What changes weigh. An UPSERT counts twice (API reference, ChangeResourceRecordSets). Assumption, as AWS does not
 * say: an alias counts as one value with the characters of its target; characters are counted as UTF-8 bytes, quotes
 * included.
 */
export function sizeOf(changes: readonly RecordChange[]): Size {
  return changes.map(changeSize).reduce(add, { values: 0, characters: 0 });
}

function changeSize({ action, record }: RecordChange): Size {
  const texts = record.alias === undefined ? (record.values ?? []) : [record.alias.dnsName];
  const times = action === 'UPSERT' ? 2 : 1;
  const characters = texts.reduce((sum, text) => sum + utf8Length(text), 0);
  return { values: times * Math.max(1, texts.length), characters: times * characters };
}

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;
