import { ConditionFailedError } from '#shared/errors/kinds.ts';
import type { CrashState } from './crash.ts';
import { type Action, type Partition, put, type RowKey, type Table } from './table.ts';

/** Makes a lane known to sweep; never removed. */
export interface RegisteredLane {
  readonly lane: string;
}

/**
 * What drains of one lane leave each other. Whoever writes it holds the lease (conditional on `token`) or takes it
 * (conditional on `version`, which every write raises).
 */
export interface LaneState extends CrashState {
  readonly lane: string;
  readonly version: number;
  /** The lease: absent when nobody holds it. */
  readonly token?: string;
  readonly untilMs: number;
  /** Throttled: nobody drains before. */
  readonly notBeforeMs: number;
  /** The configuration and the `wanted` that the last complete walk over the lane's rows began with. */
  readonly seq: number;
  readonly wanted: number;
  /** The life of the table in which that walk ended: in another one, after a restore, all rows are looked at again. */
  readonly incarnation?: string;
  /** A walk that has begun. */
  readonly walk?: Walk;
}

export interface Walk {
  readonly seq: number;
  readonly wanted: number;
  readonly incarnation: string;
  /** First what is parked, then all rows. */
  readonly phase: 'parked' | 'rows';
  readonly after?: string;
}

/** Raised by whoever wants all rows of a lane looked at; a row of its own, since it is written without the lease. */
export interface WantedWalk {
  readonly wanted: number;
}

export const registeredLanes: Partition<RegisteredLane> = { pk: 'lane' };
export const laneStateKey = (lane: string): RowKey<LaneState> => ({ pk: `lane#${lane}`, sk: 'state' });
export const wantedKey = (lane: string): RowKey<WantedWalk> => ({ pk: `lane#${lane}`, sk: 'wanted' });
/** How the items that the runtime writes name the row that wrote them. */
export const laneRowName = (lane: string): string => `${laneStateKey(lane).pk}/${laneStateKey(lane).sk}`;

export const newLane = (lane: string): LaneState => ({
  lane,
  version: 0,
  untilMs: 0,
  taken: 0,
  notBeforeMs: 0,
  seq: 0,
  wanted: 0,
});

/** What all rows of a lane are to have been looked at for. */
export interface Wanted {
  readonly seq: number;
  readonly wanted: number;
  readonly incarnation: string;
}

/** Whether the lane's rows have not yet been walked for the configuration, the greatest `wanted` and this table. */
export const isLaneBehind = (state: LaneState, to: Wanted): boolean =>
  state.seq < to.seq || state.wanted < to.wanted || (state.incarnation ?? to.incarnation) !== to.incarnation;

const registeredKey = (lane: string): RowKey<RegisteredLane> => ({ pk: registeredLanes.pk, sk: lane });

/** The action that registers a lane; goes into the transaction of its first item, or any earlier one. */
export const registerLane = (lane: string): Action => put(registeredKey(lane), { lane });

/** Registers a lane that is not yet: always before its first item, so that sweep knows every lane that has one. */
export async function ensureRegistered(table: Table, lane: string): Promise<void> {
  if ((await table.get(registeredKey(lane))) === undefined) await table.transact([registerLane(lane)]);
}

/** Has all rows of the lane looked at again, parked ones too (`resume`); the next drain begins with it. */
export async function raiseWanted(table: Table, lane: string): Promise<void> {
  const known = await table.get(wantedKey(lane));
  const next = { wanted: (known?.wanted ?? 0) + 1 };
  try {
    await table.transact([
      registerLane(lane),
      put(wantedKey(lane), next, known === undefined ? 'absent' : { wanted: known.wanted }),
    ]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    await raiseWanted(table, lane);
  }
}
