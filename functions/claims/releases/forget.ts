import { objectItem } from '#shared/rows/claims-keys.ts';
import { objectKey } from '#shared/rows/object-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import { remove } from '#shared/runtime/table.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { messageKey } from '../inbox/inbox.ts';
import { settleAll } from '../settle/settle-all.ts';
import { type AskedKey, objectsOf, outcomeOf } from '../settle/settle-keys.ts';
import { commitAll } from '../writes.ts';

/**
 * Works off the keys of a cluster that a person gave up: its messages are dropped and its objects wish for nothing any
 * more, so that all its sites are released, through the guard.
 */
export async function forget(drain: ClaimsDrain, keys: readonly AskedKey[]): Promise<readonly Outcome[]> {
  const { cluster } = drain;
  const messages = keys.flatMap(({ ask }) => (ask.look === 'inbox' ? [remove(messageKey(cluster, ask.sk))] : []));
  await commitAll(drain, messages);
  const objects = objectsOf(drain, keys);
  const refs = objects.map(({ ref }) => ref);
  const states = await settleAll(drain, { cluster, refs });
  const settled = refs.filter((ref) => states.get(objectItem(ref)) === 'settled');
  const rows = (await drain.table.getMany(settled.map(objectKey))).filter((row) => row?.hosts.length === 0);
  await commitAll(
    drain,
    rows.flatMap((row) => (row === undefined ? [] : [remove(objectKey(row.ref), { marker: row.marker })])),
  );
  return keys.flatMap(({ key, ask }): readonly Outcome[] => {
    if (ask.look === 'host') return [];
    if (ask.look !== 'object') return [{ key, result: 'done' }];
    const ref = objects.find((one) => one.key === key)?.ref;
    return ref === undefined ? [] : outcomeOf(key, [states.get(objectItem(ref))]);
  });
}
