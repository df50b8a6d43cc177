import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import type { RecordIndex } from '../../../functions/dns/plan/contents.ts';

/** A zone as a list of record sets; what a batch does to it. */
export type ModelZone = readonly ObservedRecordSet[];

const sameKey = (a: ObservedRecordSet, b: ObservedRecordSet): boolean =>
  a.name === b.name && a.type === b.type && a.setIdentifier === b.setIdentifier;

/** All or nothing, in order; undefined when Route 53 would refuse the batch. */
export function applyBatch(zone: ModelZone, changes: readonly RecordChange[]): ModelZone | undefined {
  let sets = [...zone];
  for (const { action, record } of changes) {
    const standing = sets.find((set) => sameKey(set, record));
    if (action === 'DELETE') {
      if (!sameValue(standing, record)) return undefined;
      sets = sets.filter((set) => set !== standing);
      continue;
    }
    const neighbours = sets.filter(({ name }) => name === record.name);
    const routed = neighbours.some((set) => set.type === record.type && set.setIdentifier !== undefined);
    const excluded = neighbours.some(({ type }) => type === 'CNAME' || record.type === 'CNAME');
    if (standing !== undefined || routed || excluded) return undefined;
    sets.push(record);
  }
  return sets;
}

export const indexOf = (zone: ModelZone): RecordIndex => Map.groupBy(zone, ({ name }) => name);
