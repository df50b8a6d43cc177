import type { RecordReader } from './contents.ts';
import { isNameFault, type Labels, type NameFault, parseName, showName, sortKey } from './names.ts';
import { type ChangeAction, compareSets, type RequestedChange, type ResourceRecordSet } from './record-set.ts';

/** A change whose name could be read, with the record set as it will be stored. */
export interface Change {
  readonly action: ChangeAction;
  readonly set: ResourceRecordSet;
  readonly labels: Labels;
  /** Sort key of the name. */
  readonly key: string;
}

/** The zone as the changes before this one in the batch left it. */
export interface ZoneAtChange extends RecordReader {
  readonly id: string;
  readonly labels: Labels;
  readonly isPrivate: boolean;
  readonly size: number;
}

/** Reads the name and brings it, and an alias's target, into the form in which Route 53 stores them. */
export function readChange(requested: RequestedChange): Change | NameFault {
  const labels = parseName(requested.set.Name);
  if (isNameFault(labels)) return labels;
  const { AliasTarget } = requested.set;
  const target = AliasTarget === undefined ? undefined : parseName(AliasTarget.DNSName);
  if (target !== undefined && isNameFault(target)) return target;
  const named = { ...requested.set, Name: showName(labels) };
  const set =
    AliasTarget === undefined || target === undefined
      ? named
      : { ...named, AliasTarget: { ...AliasTarget, DNSName: showName(target) } };
  return { action: requested.action, set, labels, key: sortKey(labels) };
}

/** The record set that a change replaces or deletes, if it exists. */
export const existing = (change: Change, zone: RecordReader): ResourceRecordSet | undefined =>
  zone.at(change.key).find((set) => compareSets(set, change.set) === 0);

/** The other record sets of the same name. */
export const neighbours = (change: Change, zone: RecordReader): readonly ResourceRecordSet[] =>
  zone.at(change.key).filter((set) => compareSets(set, change.set) !== 0);

/** As Route 53's messages name a record set: `[name='x.', type='A', set-identifier='one']` (barnybug/cli53#317). */
export const titleOf = ({ set }: Change): string => {
  const identifier = set.SetIdentifier === undefined ? '' : `, set-identifier='${set.SetIdentifier}'`;
  return `[name='${set.Name}', type='${set.Type}'${identifier}]`;
};

/** A record set as text in which two equal ones are equal: fields in order, values as a set. */
export function contentOf(set: ResourceRecordSet): string {
  const { ResourceRecords, ...rest } = set;
  const values = ResourceRecords?.map((record) => record.Value).toSorted();
  return JSON.stringify(ordered({ ...rest, values }));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    fields.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, ordered(field)]),
  );
}
