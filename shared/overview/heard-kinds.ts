import { kindIdOf } from '#shared/domain/kinds.ts';
import { establishedMs, type HeardKinds, type KnownSource } from '#shared/domain/unheard-kinds.ts';
import { floorKey, kindRows, objectsOf } from '#shared/rows/object-rows.ts';
import type { StoredConfiguration } from '#shared/runtime/capability.ts';
import type { Table } from '#shared/runtime/table.ts';

/** Under what a cluster has spoken. */
interface Speech {
  readonly cluster: string;
  readonly incarnation: string;
  readonly configuration: Pick<StoredConfiguration, 'clustersSince'>;
}

const sourceKind = { apiGroup: 'firstlight.dev', kind: 'Source' } as const;

/**
 * What a cluster has said of its kinds in this incarnation, since it was last configured; off and absent ones are
 * believed once a walk an hour later still says so.
 */
export async function readHeardKinds(table: Table, speech: Speech): Promise<HeardKinds> {
  const [sources, walked] = await Promise.all([readSources(table, speech), readWalkedKinds(table, speech)]);
  return { cluster: speech.cluster, sources, walked };
}

async function readSources(table: Table, { cluster, incarnation }: Speech): Promise<readonly KnownSource[]> {
  const kind = { cluster, ...sourceKind };
  const [entries, floor] = await Promise.all([table.query(objectsOf(kind)), table.get(floorKey(kind))]);
  const confirmedMs = floor?.incarnation === incarnation ? floor.heardMs : 0;
  return entries.flatMap(({ row: { object, stateSinceMs } }) => {
    if (object?.kind !== 'firstlight.dev/Source') return [];
    const established = stateSinceMs !== undefined && confirmedMs >= stateSinceMs + establishedMs;
    const since = stateSinceMs === undefined ? {} : { sinceMs: stateSinceMs };
    return [{ of: object.of, state: object.state, established, ...since }];
  });
}

async function readWalkedKinds(table: Table, speech: Speech): Promise<ReadonlySet<string>> {
  const { cluster, incarnation, configuration } = speech;
  const since = configuration.clustersSince[cluster] ?? 0;
  const kinds = (await table.query(kindRows(cluster))).map(({ row }) => row);
  const floors = await table.getMany(kinds.map((kind) => floorKey({ cluster, ...kind })));
  return new Set(
    kinds.flatMap(({ apiGroup, kind }, index) => {
      const floor = floors[index];
      return floor?.incarnation === incarnation && floor.heardSeq >= since ? [kindIdOf(apiGroup, kind)] : [];
    }),
  );
}
