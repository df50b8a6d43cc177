import { kindIdOf, kindIds, splitKindId } from '#shared/domain/kinds.ts';
import type { ObjectRef, SiteWish } from '#shared/domain/site.ts';
import { type FloorRow, floorKey, objectKey, type Skipped } from '#shared/rows/object-rows.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { type Awaits, names, type Owned } from '../hosts/host-input.ts';

const sourceKind = 'firstlight.dev/Source';

/**
 * The marks, with what each that no wish answers to still waits for: until then the object that it names may exist and
 * claim the host.
 */
export const withAwaits = (
  drain: ClaimsDrain,
  { host, marks }: { readonly host: string; readonly marks: readonly Owned[] },
  wishes: readonly SiteWish[],
): Promise<readonly Owned[]> =>
  Promise.all(
    marks.map(async (mark) => {
      const awaits = wishes.some((wish) => names(mark, wish)) ? undefined : await awaitsOf(drain, mark, host);
      return awaits === undefined ? mark : { ...mark, awaits };
    }),
  );

async function awaitsOf(
  drain: ClaimsDrain,
  { ownerId, resource, adopted }: Owned,
  host: string,
): Promise<Awaits | undefined> {
  const { clusters } = drain.configuration.document;
  const owners = clusters.filter((cluster) => cluster.ownerId === ownerId);
  // Of an id that is only taken over nobody knows which cluster wrote it.
  const places = owners.length > 0 || !adopted ? owners : clusters;
  const [kindText = '', namespace, name] = resource.split('/');
  const key = `${namespace ?? ''}/${name ?? ''}`;
  const kinds = kindIds.filter((id) => splitKindId(id).kind.toLowerCase() === kindText);
  for (const { name: cluster } of places) {
    for (const kind of kinds) {
      const until = await missingOf(drain, { cluster, ...splitKindId(kind), key }, host);
      if (until !== undefined) return { until, cluster };
    }
  }
  return undefined;
}

/**
 * walk: a complete walk of this incarnation has not yet told whether the object exists. object: it is known, but what
 * follows from it is not yet written. mended: it says something of the host that cannot be read.
 */
async function missingOf(drain: ClaimsDrain, ref: ObjectRef, host: string): Promise<Awaits['until'] | undefined> {
  const { cluster, apiGroup, kind } = ref;
  const kindId = kindIdOf(apiGroup, kind);
  const source = splitKindId(sourceKind);
  const floors = [floorKey({ cluster, apiGroup, kind }), floorKey({ cluster, ...source })];
  const [floor, sourceFloor] = await drain.table.getMany(floors);
  const [row, sourceRow] = await drain.table.getMany([
    objectKey(ref),
    objectKey({ cluster, ...source, key: `/${kindId}` }),
  ]);
  if (row !== undefined && row.settledMarker !== row.marker) return 'object';
  if (row?.skipped.some((skipped) => mayMean(skipped, host))) return 'mended';
  const isNow = (one: FloorRow | undefined): boolean => one?.incarnation === drain.incarnation;
  if (isNow(floor)) return undefined;
  const said = sourceRow?.object;
  const state = said?.kind === sourceKind ? said.state : undefined;
  const isUnseen = isNow(sourceFloor) && (state === 'off' || state === 'absent');
  return isUnseen ? undefined : 'walk';
}

const unread: readonly Skipped['reason'][] = [
  'InvalidTarget',
  'InvalidAnnotation',
  'UnknownEdge',
  'InvalidObject',
  'TooLarge',
  'RetiredApiVersion',
];

const mayMean = (skipped: Skipped, host: string): boolean =>
  unread.includes(skipped.reason) && (skipped.host === undefined || skipped.host === host);
