import type { Source } from '#shared/domain/objects.ts';
import type { ObjectRow } from '#shared/rows/object-rows.ts';

/** Notes when the state of a Source was first received; a forwarder that begins anew does not begin that time anew. */
export function withStateSince(row: ObjectRow, stored: readonly ObjectRow[], nowMs: number): ObjectRow {
  if (row.object?.kind !== 'firstlight.dev/Source') return row;
  const before = stored.find(({ ref }) => ref.key === row.ref.key);
  const isSame = stateOf(before) === row.object.state;
  return { ...row, stateSinceMs: isSame ? (before?.stateSinceMs ?? nowMs) : nowMs };
}

const stateOf = (row: ObjectRow | undefined): Source['state'] | undefined =>
  row?.object?.kind === 'firstlight.dev/Source' ? row.object.state : undefined;
