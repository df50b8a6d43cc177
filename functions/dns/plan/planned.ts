import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { setId } from './coexistence.ts';
import { sameRecordSet } from './record-sets.ts';

/**
 * What the changes of one batch come to, record set by record set: a DELETE with a CREATE of the same name and type is
 * one change, and none where both are equal. In the order of the changes.
 */
export function plannedChanges(changes: readonly RecordChange[]): readonly PlannedChange[] {
  const before = new Map(
    changes.filter(({ action }) => action === 'DELETE').map(({ record }) => [setId(record), record]),
  );
  const after = new Map(
    changes.filter(({ action }) => action !== 'DELETE').map(({ record }) => [setId(record), record]),
  );
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => differing(before.get(id), after.get(id)));
}

function differing(before: RecordSet | undefined, after: RecordSet | undefined): readonly PlannedChange[] {
  if (before === undefined) return after === undefined ? [] : [{ action: 'create', after }];
  if (after === undefined) return [{ action: 'delete', before }];
  return sameRecordSet(before, after) ? [] : [{ action: 'change', before, after }];
}
