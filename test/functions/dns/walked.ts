import { kindIds, splitKindId } from '#shared/domain/kinds.ts';
import { floorKey, kindKey, objectKey } from '#shared/rows/object-rows.ts';
import { put } from '#shared/runtime/table.ts';
import type { World } from './world.ts';

/** What claims writes once a complete walk of all kinds of the cluster is applied and settled in this life of the table. */
export async function walked({ table, clock }: Pick<World, 'table' | 'clock'>, { except = '' } = {}): Promise<void> {
  const incarnation = await table.incarnation();
  const start = '0000000000001-aaaa-0000000001';
  for (const id of kindIds) {
    const { apiGroup, kind } = splitKindId(id);
    const of = { cluster: 'demo', apiGroup, kind };
    const ref = { cluster: 'demo', apiGroup: 'firstlight.dev', kind: 'Source', key: `/${id}` };
    const object = { kind: 'firstlight.dev/Source', form: 'full', key: ref.key, of: id, state: 'listed' } as const;
    const source = { ...object, since: '2026-11-21T00:00:00.000Z' };
    await table.transact([
      put(kindKey(of), { apiGroup, kind }),
      put(objectKey(ref), { ref, marker: start, gone: false, object: source, claims: [], skipped: [], hosts: [] }),
      ...(id === except
        ? []
        : [put(floorKey(of), { start, incarnation, heardMs: clock.now(), heardSeq: 1, atMs: clock.now() })]),
    ]);
  }
}
