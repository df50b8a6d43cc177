import { sameValue } from '#shared/domain/same-value.ts';
import { objectStatusKey } from '#shared/domain/status-parts.ts';
import { type ObjectRow, objectKey } from '#shared/rows/object-rows.ts';
import { statusItem } from '#shared/rows/status-keys.ts';
import { alertActions } from '#shared/runtime/alert-writes.ts';
import { type Action, put } from '#shared/runtime/table.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { actionsLimit, commitGroups } from '../writes.ts';
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
    const news = await alertActions(drain, refusalNews(before, after, drain.configuration.document.alerts));
    const row = [put(key, after, { marker: after.marker }), ...(await drain.enqueue(items))];
    // What has no room beside the row goes before it: whoever dies in between finds the same difference again.
    const room = actionsLimit - row.length;
    const early = Math.max(0, news.length - room);
    for (let at = 0; at < early; at += room) groups.push(news.slice(at, Math.min(early, at + room)));
    groups.push([...news.slice(early), ...row]);
  }
  await commitGroups(drain, groups);
}

const unserved = ({ claims, skipped }: ObjectRow) => [claims.filter(({ verdict }) => verdict === 'refused'), skipped];
