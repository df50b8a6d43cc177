import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { setId } from './coexistence.ts';
import type { Draft } from './draft.ts';

/** The changes of drafts that go together. All DELETEs first: changes of a batch are tried in their order. */
export function changesOf(drafts: readonly Draft[]): readonly RecordChange[] {
  const gone = drafts.flatMap(({ removed, loose }) => [
    ...removed.flatMap(({ record, ownership }) => [record, ownership]),
    ...loose.map((mark) => mark.ownership),
  ]);
  const made = drafts.flatMap(({ created }) => created.flatMap(({ record, ownership }) => [record, ownership]));
  return [...distinct(gone, 'DELETE'), ...distinct(made, 'CREATE')];
}

/** One TXT may mark two records; Route 53 takes each record set once. */
function distinct(records: readonly RecordSet[], action: RecordChange['action']): readonly RecordChange[] {
  const rank = (record: RecordSet): string => `${record.type === 'TXT' ? 'mark' : 'is'} ${setId(record)}`;
  const byRank = new Map(records.map((record) => [rank(record), record]));
  return [...byRank.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => ({ action, record }));
}
