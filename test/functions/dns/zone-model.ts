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
    if (!takes(sets, record)) return undefined;
    sets.push(record);
  }
  return sets;
}

/** Whether there is room for one more record set: the rules of coexistence, written down a second time. */
export function takes(sets: ModelZone, record: ObservedRecordSet): boolean {
  const isRouted = record.setIdentifier !== undefined;
  if (isRouted !== (record.routing !== undefined || record.routed === true)) return false;
  const isPrimary = record.routing?.kind === 'failover' && record.routing.role === 'PRIMARY';
  if (isPrimary && record.alias === undefined && record.healthCheckId === undefined) return false;
  const here = sets.filter(({ name }) => name === record.name);
  if (here.some(({ type }) => type !== record.type && (type === 'CNAME' || record.type === 'CNAME'))) return false;
  return here
    .filter(({ type }) => type === record.type)
    .every((set) => {
      const [mine, its] = [record, set].map(({ routing }) => JSON.stringify(routing));
      const places = ['weighted', 'geoproximity', 'multivalue'];
      return (
        isRouted &&
        set.setIdentifier !== undefined &&
        set.setIdentifier !== record.setIdentifier &&
        set.routing?.kind === record.routing?.kind &&
        (mine !== its || record.routing === undefined || places.includes(record.routing.kind))
      );
    });
}

export const indexOf = (zone: ModelZone): RecordIndex => Map.groupBy(zone, ({ name }) => name);
