import { sameValue } from '#shared/domain/same-value.ts';
import { objectStatusKey } from '#shared/domain/status-parts.ts';
import { type ObjectRow, objectKey } from '#shared/rows/object-rows.ts';
import { statusItem } from '#shared/rows/status-keys.ts';
import { alertActions } from '#shared/runtime/alert-writes.ts';
import { type Action, put } from '#shared/runtime/table.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { commitGroups } from '../writes.ts';
import { refusalNews } from './refusal-news.ts';

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
    // Before the row: whoever dies in between finds the same difference again.
    const news = await alertActions(drain, refusalNews(before, after));
    for (let at = 0; at < news.length; at += alertsAtOnce) groups.push(news.slice(at, at + alertsAtOnce));
    groups.push([put(key, after, { marker: after.marker }), ...(await drain.enqueue(items))]);
  }
  await commitGroups(drain, groups);
}

/** Actions of alerts in one transaction. */
const alertsAtOnce = 90;

const unserved = ({ claims, skipped }: ObjectRow) => [claims.filter(({ verdict }) => verdict === 'refused'), skipped];
