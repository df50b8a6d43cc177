import { floorAfter, isClearable, planRange } from '../../../../functions/claims/plan/inbox-plan.ts';
import { compareKeys } from '../../../../shared/domain/keys.ts';
import { formatEpoch, formatMarker } from '../../../../shared/domain/marker.ts';
import type { ProjectedObject } from '../../../../shared/domain/objects.ts';
import type { FloorRow, ObjectRow, WalkRow } from '../../../../shared/rows/object-rows.ts';
import { ingress } from '../samples.ts';

export const kind = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress' };
export const markerOf = (counter: number): string => formatMarker(formatEpoch(1_700_000_000_000, 'aaaa'), counter);

export interface Message {
  readonly marker: string;
  readonly start?: string;
  readonly from: string;
  readonly upTo: string;
  readonly objects: readonly ProjectedObject[];
}

export interface State {
  readonly rows: Map<string, ObjectRow>;
  readonly walks: Map<string, WalkRow>;
  floor?: FloorRow;
}

export const empty = (): State => ({ rows: new Map(), walks: new Map() });
export const within = (key: string, { from, upTo }: Message): boolean =>
  compareKeys(from, key) <= 0 && compareKeys(key, upTo) <= 0;

/** Applies as the drain does: rows, range row, floor, and what the floor makes needless. */
export function apply(state: State, message: Message, incarnation = 'one'): void {
  const { marker, start, from, upTo, objects } = message;
  const { rows, walks, floor } = state;
  const plan = planRange({
    kind,
    from,
    upTo,
    objects,
    marker,
    ...(start === undefined ? {} : { walkStart: start }),
    receivedMs: 0,
    seq: 0,
    incarnation,
    stored: [...rows.values()].filter((row) => within(row.ref.key, message)),
    walks: [...walks.values()],
    ...(floor === undefined ? {} : { floor }),
  });
  for (const row of plan.rows) rows.set(row.ref.key, { ...row, settledMarker: row.marker });
  if (plan.walk !== undefined) walks.set(`${plan.walk.start} ${plan.walk.from}`, plan.walk);
  if (
    start === undefined ||
    !floorAfter([...walks.values()], start, { incarnation, ...(floor === undefined ? {} : { floor }) })
  )
    return;
  state.floor = { start, incarnation, heardMs: 0, heardSeq: 0, atMs: 0 };
  for (const [name, walk] of walks) if (walk.marker < start) walks.delete(name);
  for (const [key, row] of rows) if (isClearable(row, start)) rows.delete(key);
}

export const applyAll = (messages: readonly Message[]): State => {
  const state = empty();
  for (const message of messages) apply(state, message);
  return state;
};

/** What the rest of the system sees: the objects that exist. */
export const visible = (state: State): Record<string, unknown> =>
  Object.fromEntries(
    [...state.rows.values()]
      .filter((row) => !row.gone)
      .map((row) => [row.ref.key, row.object])
      .sort(),
  );

export const keys = ['a/1', 'b/1', 'c/1', 'd/1'];
export const objectOf = (key: string, variant: number): ProjectedObject => ingress(key, [`v${variant}.example.com`]);
