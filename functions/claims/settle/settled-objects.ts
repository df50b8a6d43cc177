import { sameValue } from '#shared/domain/same-value.ts';
import { objectStatusKey } from '#shared/domain/status-parts.ts';
import { type ObjectRow, objectKey } from '#shared/rows/object-rows.ts';
import { statusItem } from '#shared/rows/status-keys.ts';
import { type Action, put } from '#shared/runtime/table.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { commitGroups } from '../writes.ts';

/** An object's row before and after everything that follows from it was decided. */
export interface SettledObject {
  readonly before: ObjectRow;
  readonly after: ObjectRow;
}

/** Writes the rows that differ, each with an item for the status of the cluster where what is not served has changed. */
export async function writeSettled(drain: ClaimsDrain, settled: readonly SettledObject[]): Promise<void> {
  const groups: (readonly Action[])[] = [];
  for (const { before, after } of settled) {
    if (sameValue(after, before)) continue;
    const key = objectKey(after.ref);
    const by = { row: `${key.pk}/${key.sk}`, generation: drain.now(), nowMs: drain.now() };
    const items = sameValue(unserved(before), unserved(after))
      ? []
      : [statusItem(drain.cluster, objectStatusKey(after.ref), by)];
    groups.push([put(key, after, { marker: after.marker }), ...(await drain.enqueue(items))]);
  }
  await commitGroups(drain, groups);
}

const unserved = ({ claims, skipped }: ObjectRow) => [claims.filter(({ verdict }) => verdict === 'refused'), skipped];
