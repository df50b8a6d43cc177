import type { Source } from '#shared/domain/objects.ts';
import { floorKey, type ObjectRow } from '#shared/rows/object-rows.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import type { KnownSource } from '../plan/release.ts';
import { rowsOfKind } from './cluster-objects.ts';

/** A kind that is off or absent for less may be so by mistake. */
const establishedMs = 3_600_000;
const sourceKind = { apiGroup: 'firstlight.dev', kind: 'Source' } as const;

/** The states of a cluster's kinds; off and absent ones are believed once a walk an hour later still says so. */
export async function readSources(drain: ClaimsDrain): Promise<readonly KnownSource[]> {
  const kind = { cluster: drain.cluster, ...sourceKind };
  const [rows, floor] = await Promise.all([rowsOfKind(drain, kind), drain.table.get(floorKey(kind))]);
  const confirmedMs = floor?.incarnation === drain.incarnation ? floor.heardMs : 0;
  return rows.flatMap(({ object, stateSinceMs }) => {
    if (object?.kind !== 'firstlight.dev/Source') return [];
    const established = stateSinceMs !== undefined && confirmedMs >= stateSinceMs + establishedMs;
    return [{ of: object.of, state: object.state, established }];
  });
}

/** Notes when the state of a Source was first received; a forwarder that begins anew does not begin that time anew. */
export function withStateSince(row: ObjectRow, stored: readonly ObjectRow[], nowMs: number): ObjectRow {
  if (row.object?.kind !== 'firstlight.dev/Source') return row;
  const before = stored.find(({ ref }) => ref.key === row.ref.key);
  const isSame = stateOf(before) === row.object.state;
  return { ...row, stateSinceMs: isSame ? (before?.stateSinceMs ?? nowMs) : nowMs };
}

const stateOf = (row: ObjectRow | undefined): Source['state'] | undefined =>
  row?.object?.kind === 'firstlight.dev/Source' ? row.object.state : undefined;
