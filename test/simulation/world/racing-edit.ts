import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { HandChange } from './hand-change.ts';

const elsewhere = [{ Value: '203.0.113.66' }];

/** What somebody who is a moment faster does to a name that a batch is about to change: it takes the name, or edits what stands there. */
export function racingEdit(batch: readonly RecordChange[], sets: readonly ResourceRecordSet[]): readonly HandChange[] {
  const record = batch.map((change) => change.record).find(({ type }) => type !== 'TXT');
  if (record === undefined) return [];
  const Name = `${record.name}.`;
  const there = sets.find((set) => set.Name.replaceAll('\\052', '*') === Name && set.Type === record.type);
  if (there === undefined) return [{ action: 'CREATE', set: { Name, Type: 'A', TTL: 60, ResourceRecords: elsewhere } }];
  if (there.Type !== 'A' || there.AliasTarget !== undefined) return [{ action: 'DELETE', set: there }];
  return [
    { action: 'DELETE', set: there },
    { action: 'CREATE', set: { ...there, ResourceRecords: elsewhere } },
  ];
}
