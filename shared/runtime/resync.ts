import type { Capability, Drain } from './capability.ts';
import { isLaneBehind, type LaneState, laneRowName, type Walk, type Wanted, wantedKey } from './lanes.ts';
import type { Lease } from './lease.ts';
import { rowsPerWalkStep } from './limits.ts';
import { parkedKey, parkedRows } from './parked-row.ts';
import { type Action, remove } from './table.ts';
import { enqueue } from './work-item.ts';

export interface WalkInput {
  readonly drain: Drain;
  readonly capability: Capability;
  readonly lease: Lease;
  /** False: stop here, the next drain goes on from the cursor. */
  hasTime(): boolean;
}

/** Whether the lane's rows have not yet been walked for what the drain began with. */
export async function isBehind(drain: Drain, state: LaneState): Promise<boolean> {
  return isLaneBehind(state, await wantedNow(drain));
}

/**
 * Walks over all rows of the lane, so that a new configuration or a `resume` reaches each: unparks and writes items,
 * nothing else, moving the cursor in the same transaction. Ends by storing what it began with, so that whatever came
 * meanwhile starts another walk. Returns whether it ended.
 * @throws LeaseLostError
 */
export async function walkLane(input: WalkInput): Promise<boolean> {
  const { drain, lease } = input;
  if (lease.state().walk?.incarnation !== drain.incarnation) {
    const walk: Walk = { ...(await wantedNow(drain)), phase: 'parked' };
    await lease.commit({ ...lease.state(), walk });
  }
  for (let walk = lease.state().walk; walk !== undefined; walk = lease.state().walk) {
    if (!input.hasTime()) return false;
    await (walk.phase === 'parked' ? stepOverParked(input, walk) : stepOverRows(input, walk));
  }
  return !(await isBehind(drain, lease.state()));
}

async function stepOverParked({ drain, lease }: WalkInput, walk: Walk): Promise<void> {
  const from = walk.after === undefined ? {} : { from: `${walk.after}\0` };
  const page = await drain.table.query(parkedRows(drain.lane), { ...from, limit: rowsPerWalkStep });
  // A key that crashed stays marked: it is tried again at once, but never together with others.
  const unpark = page.filter(({ row }) => !row.alone).map(({ row }) => remove(parkedKey(drain.lane, row.key)));
  const items = page.map(({ row }) => lookAt(drain, walk, row.key));
  const last = page.at(-1);
  const next: Walk =
    last === undefined || page.length < rowsPerWalkStep
      ? { seq: walk.seq, wanted: walk.wanted, incarnation: walk.incarnation, phase: 'rows' }
      : { ...walk, after: last.row.key };
  await lease.commit({ ...lease.state(), walk: next }, [...items, ...unpark]);
}

async function stepOverRows({ drain, capability, lease }: WalkInput, walk: Walk): Promise<void> {
  const page = await capability.keysAfter(drain, walk.after, 2 * rowsPerWalkStep);
  const items = [...new Set(page.keys)].map((key) => lookAt(drain, walk, key));
  const { walk: _walk, ...state } = lease.state();
  const next: LaneState =
    page.after === undefined
      ? { ...state, seq: walk.seq, wanted: walk.wanted, incarnation: walk.incarnation }
      : { ...state, walk: { ...walk, after: page.after } };
  await lease.commit(next, items);
}

/** The generation tells walks apart, so that an item of this walk is none of an earlier one. */
const lookAt = (drain: Drain, walk: Walk, key: string): Action =>
  enqueue({
    lane: drain.lane,
    key,
    row: laneRowName(drain.lane),
    generation: walk.seq + walk.wanted,
    dueMs: drain.now(),
  });

async function wantedNow({ table, lane, configuration, incarnation }: Drain): Promise<Wanted> {
  const known = await table.get(wantedKey(lane));
  return { seq: configuration.seq, wanted: known?.wanted ?? 0, incarnation };
}
