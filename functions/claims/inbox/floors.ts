import type { Marker } from '#shared/domain/marker.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { LeaseLostError } from '#shared/errors/kinds.ts';
import { waitingItem } from '#shared/rows/claims-keys.ts';
import {
  type FloorRow,
  floorKey,
  objectKey,
  objectsOf,
  type WalkRow,
  walkKey,
  walkPrefix,
  walkRows,
} from '#shared/rows/object-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { check, put, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { clearableWalks, floorAfter, isClearable } from '../plan/inbox-plan.ts';
import { actionsLimit, commitAll } from '../writes.ts';

/** Wakes in the floor's transaction; those of further clusters come before it, due when it is surely written. */
const wakesAtOnce = 40;
const furtherMs = 10_000;

type Kind = Pick<ObjectRef, 'cluster' | 'apiGroup' | 'kind'>;

/**
 * Makes the start of a walk the kind's floor once its ranges cover the kind from end to end, and removes what says no
 * more than the floor.
 * @throws LeaseLostError when the table is not the one that the drain began with.
 */
export async function raiseFloor(drain: Drain, kind: Kind, start: Marker): Promise<void> {
  const { table, incarnation } = drain;
  const walks = (await table.query(walkRows(kind), { prefix: walkPrefix })).map(({ row }) => row);
  const floor = await table.get(floorKey(kind));
  if (!floorAfter(walks, start, { incarnation, ...(floor === undefined ? {} : { floor }) })) return;
  if ((await table.incarnation()) !== incarnation) throw new LeaseLostError('the table was replaced during the drain');
  // The lease alone keeps others out; the conditions also hold against a table restored under a running drain.
  const wakes = floor?.incarnation === incarnation ? [] : await drain.enqueue(wakesAfter(drain, kind));
  const further = wakes.slice(wakesAtOnce);
  await commitAll(drain, further);
  const counted = walks.filter((walk) => walk.start === start && walk.incarnation === incarnation);
  const seen = counted.slice(0, actionsLimit - 1 - wakesAtOnce);
  await transactFenced(drain, [
    put(
      floorKey(kind),
      { start, incarnation, ...firstHeard(counted), atMs: drain.now() },
      floor === undefined ? 'absent' : { start: floor.start },
    ),
    ...seen.map((walk) => check(walkKey(kind, walk), { marker: walk.marker, incarnation: walk.incarnation })),
    ...wakes.slice(0, wakesAtOnce),
  ]);
  const over = clearableWalks(walks, start).map((walk) => remove(walkKey(kind, walk)));
  const gone = (await table.query(objectsOf(kind)))
    .filter(({ row }) => isClearable(row, start))
    .map(({ row }) => remove(objectKey(row.ref), { marker: row.marker }));
  await commitAll(drain, [...over, ...gone]);
}

const firstHeard = (walks: readonly WalkRow[]): Pick<FloorRow, 'heardMs' | 'heardSeq'> => ({
  heardMs: Math.min(...walks.map(({ receivedMs }) => receivedMs)),
  heardSeq: Math.min(...walks.map(({ seq }) => seq)),
});

/** What a kind of this cluster holds is known for the first time: claims of every cluster may have waited for that. */
const wakesAfter = (drain: Drain, kind: Kind): readonly NewItem[] =>
  drain.configuration.document.clusters.map(({ name }, index) => ({
    lane: claimsLane(name),
    key: waitingItem,
    row: `${floorKey(kind).pk}/${floorKey(kind).sk}`,
    generation: 0,
    dueMs: drain.now() + (index < wakesAtOnce ? 0 : furtherMs),
  }));
