import { compareKeys, lastKey } from '#shared/domain/keys.ts';
import { greatestMarker, type Marker } from '#shared/domain/marker.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import type { FloorRow, ObjectRow, WalkRow } from '#shared/rows/object-rows.ts';
import { changedMsOf } from './object-change.ts';

/** One range of a message, and what of it is stored. */
export interface RangeInput {
  readonly kind: Pick<ObjectRef, 'cluster' | 'apiGroup' | 'kind'>;
  readonly from: string;
  readonly upTo: string;
  readonly objects: readonly ProjectedObject[];
  readonly marker: Marker;
  /** The start of the walk that the message belongs to. */
  readonly walkStart?: Marker;
  /** When, under which configuration and in which life of the table the message was received. */
  readonly receivedMs: number;
  readonly seq: number;
  readonly incarnation: string;
  /** The rows with a key in the range. */
  readonly stored: readonly ObjectRow[];
  /** All range rows of the kind. */
  readonly walks: readonly WalkRow[];
  readonly floor?: FloorRow;
}

export interface RangePlan {
  /** Rows to put, by key. */
  readonly rows: readonly ObjectRow[];
  readonly walk?: WalkRow;
  /** All that it says is older than what is known. */
  readonly stale: boolean;
}

/**
 * What a range changes. A key's marker is the greatest of its row's, of the walk ranges' that cover it and of the kind's
 * floor; whatever is older is dropped. A one-key range always writes its marker, also as a tombstone of an unknown key.
 */
export function planRange(input: RangeInput): RangePlan {
  const stored = new Map(input.stored.map((row) => [row.ref.key, row]));
  const listed = new Map(input.objects.map((object) => [object.key, object]));
  const keys = new Set([...stored.keys(), ...listed.keys()]);
  if (input.from === input.upTo) keys.add(input.from);
  const rows = [...keys]
    .sort(compareKeys)
    .flatMap((key) => rowAfter(input, key, { before: stored.get(key), object: listed.get(key) }));
  const walk = walkAfter(input);
  return { rows, ...(walk === undefined ? {} : { walk }), stale: isStale(input, [...keys]) };
}

function isStale(input: RangeInput, keys: readonly string[]): boolean {
  if (keys.length === 0) return input.floor !== undefined && input.marker < input.floor.start;
  const stored = new Map(input.stored.map((row) => [row.ref.key, row]));
  return keys.every((key) => {
    const known = keyMarker(input, key, stored.get(key));
    return known !== undefined && input.marker < known;
  });
}

interface Known {
  readonly before: ObjectRow | undefined;
  readonly object: ProjectedObject | undefined;
}

function rowAfter(input: RangeInput, key: string, { before, object }: Known): readonly ObjectRow[] {
  const { marker } = input;
  const known = keyMarker(input, key, before);
  if (known !== undefined && marker < known) return [];
  const equal = before !== undefined && before.gone === (object === undefined) && sameValue(before.object, object);
  // The range row speaks for what a walk found as it was; without one each key must carry the marker itself.
  const spokenFor = input.walkStart !== undefined && input.from !== input.upTo;
  if (equal && (spokenFor || before.marker === marker)) return [];
  const settled = before === undefined ? object === undefined : equal && before.settledMarker === before.marker;
  const changedMs = changedMsOf(before, object, input.receivedMs);
  const settledMarker = settled ? marker : before?.settledMarker;
  return [
    {
      ref: { ...input.kind, key },
      marker,
      gone: object === undefined,
      ...(object === undefined ? {} : { object }),
      ...(changedMs === undefined ? {} : { changedMs }),
      ...(settledMarker === undefined ? {} : { settledMarker }),
      claims: before?.claims ?? [],
      skipped: before?.skipped ?? [],
      hosts: before?.hosts ?? [],
    },
  ];
}

function keyMarker(input: RangeInput, key: string, before: ObjectRow | undefined): Marker | undefined {
  const covering = input.walks.filter((walk) => covers(walk, key)).map((walk) => walk.marker);
  return greatestMarker([
    ...covering,
    ...(before === undefined ? [] : [before.marker]),
    ...(input.floor === undefined ? [] : [input.floor.start]),
  ]);
}

const covers = (walk: WalkRow, key: string): boolean =>
  compareKeys(walk.from, key) <= 0 && compareKeys(key, walk.upTo) <= 0;

function walkAfter(input: RangeInput): WalkRow | undefined {
  const { walkStart, from, upTo, marker, receivedMs, seq, incarnation, floor } = input;
  if (walkStart === undefined || (floor !== undefined && marker < floor.start)) return undefined;
  const before = input.walks.find((walk) => walk.start === walkStart && walk.from === from);
  // One walk says one thing of one stretch; what was said later, or for longer by the same message, stands.
  if (before !== undefined && before.incarnation === incarnation && before.marker >= marker) return undefined;
  return { start: walkStart, from, upTo, marker, receivedMs, seq, incarnation };
}

/**
 * The floor that the range rows of a kind allow: the start of a walk whose ranges of this incarnation cover everything,
 * unless a range row of another incarnation is newer than that start. It never falls.
 */
export function floorAfter(
  walks: readonly WalkRow[],
  start: Marker,
  known: { floor?: FloorRow; incarnation: string },
): boolean {
  const { floor, incarnation } = known;
  if (floor !== undefined && floor.incarnation === incarnation && start <= floor.start) return false;
  if (floor !== undefined && start < floor.start) return false;
  if (walks.some((walk) => walk.incarnation !== incarnation && walk.marker > start)) return false;
  return coversAll(walks.filter((walk) => walk.start === start && walk.incarnation === incarnation));
}

/** From "" to the end; each next range begins at or before the `upTo` reached so far. */
function coversAll(walks: readonly WalkRow[]): boolean {
  const sorted = [...walks].sort((a, b) => compareKeys(a.from, b.from));
  let reached = '';
  for (const walk of sorted) {
    if (compareKeys(walk.from, reached) > 0) return false;
    if (compareKeys(walk.upTo, reached) > 0) reached = walk.upTo;
  }
  return reached === lastKey;
}

/** Range rows that say nothing beyond the floor. */
export const clearableWalks = (walks: readonly WalkRow[], floorStart: Marker): readonly WalkRow[] =>
  walks.filter((walk) => walk.marker < floorStart);

/** Tombstones that say nothing beyond the floor and have nothing left to settle. */
export const isClearable = (row: ObjectRow, floorStart: Marker): boolean =>
  row.gone && row.settledMarker === row.marker && row.marker < floorStart && row.hosts.length === 0;
