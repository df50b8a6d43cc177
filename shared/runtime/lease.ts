import type { Clock } from '#shared/domain/clock.ts';
import { ConditionFailedError, LeaseLostError, RetryableError } from '#shared/errors/kinds.ts';
import { afterCrash, type CrashState } from './crash.ts';
import { type LaneState, laneStateKey, newLane, registeredLanes } from './lanes.ts';
import { lastCallMs, leaseMs, longestPauseMs } from './limits.ts';
import { drawToken, type Random } from './random.ts';
import { type Action, type Check, check, put, type Table } from './table.ts';

/** The right to work in one lane, for 125 s at most. */
export interface Lease {
  readonly token: string;
  /** Monotonic milliseconds. */
  readonly takenAtMs: number;
  /** Wall clock. */
  readonly untilMs: number;
  readonly fence: Check;
  /** The lane row as this lease last wrote it. */
  state(): LaneState;
  /**
   * Writes the lane row, and up to 99 actions with it.
   * @throws LeaseLostError when the token is gone; ConditionFailedError when another action failed.
   */
  commit(next: LaneState, actions?: readonly Action[]): Promise<void>;
  /** @throws LeaseLostError when the token is gone, or 100 s have passed. */
  assertHeld(): Promise<void>;
}

export interface Refusal {
  readonly refused: 'held' | 'notBefore';
  readonly untilMs: number;
  /** Another transaction was on the lane row: it may have been cancelled too, so that nobody holds the lease. */
  readonly conflict?: true;
}

export interface LeaseInput {
  readonly table: Table;
  readonly lane: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** Takes the lease of a lane; one found unreleased after its end means that its drain crashed. */
export async function takeLease(input: LeaseInput): Promise<Lease | Refusal> {
  const { table, lane, clock, random } = input;
  const takenAtMs = clock.monotonic();
  const nowMs = clock.now();
  const known = await table.get(laneStateKey(lane));
  const before = known ?? newLane(lane);
  if (isHeld(before, nowMs)) return { refused: 'held', untilMs: before.untilMs };
  if (isPaused(before, nowMs)) return { refused: 'notBefore', untilMs: before.notBeforeMs };
  const token = drawToken(random);
  const rested = before.token === undefined ? before : withCrash(before, afterCrash(before));
  const state = { ...rested, taken: 0, token, untilMs: nowMs + leaseMs, version: before.version + 1 };
  try {
    const when = known === undefined ? 'absent' : { version: known.version };
    await table.transact([put(laneStateKey(lane), state, when)]);
  } catch (error) {
    if (error instanceof ConditionFailedError) return { refused: 'held', untilMs: nowMs + leaseMs };
    // An ambiguous answer may mean that the lease is ours; only its end tells.
    if (!(error instanceof RetryableError) || error.ambiguous) throw error;
    return { refused: 'held', untilMs: nowMs + leaseMs, conflict: true };
  }
  return heldLease({ ...input, token, takenAtMs, state });
}

/** A lease that ends later than twice its length was taken before the clock went back; it is not waited for. */
export function isHeld(state: LaneState, nowMs: number): boolean {
  return state.token !== undefined && state.untilMs > nowMs && state.untilMs <= nowMs + 2 * leaseMs;
}

/** A pause longer than any that is written comes from before the clock went back. */
export function isPaused(state: LaneState, nowMs: number): boolean {
  return state.notBeforeMs > nowMs && state.notBeforeMs <= nowMs + longestPauseMs;
}

/** Replaces what `crash.ts` decides about; absent parts are really gone. */
export function withCrash(state: LaneState, crash: CrashState): LaneState {
  const { slow: _slow, alone: _alone, ...rest } = state;
  return { ...rest, ...crash };
}

function heldLease(
  input: LeaseInput & { readonly token: string; readonly takenAtMs: number; readonly state: LaneState },
): Lease {
  const { table, lane, clock, token, takenAtMs } = input;
  const key = laneStateKey(lane);
  let state = input.state;
  return {
    token,
    takenAtMs,
    untilMs: state.untilMs,
    fence: check(key, { token }),
    state: () => state,
    async commit(next, actions = []) {
      const written = { ...next, version: state.version + 1 };
      await lostWhenUnfenced(() => table.transact([put(key, written, { token }), ...actions]), lane);
      state = written;
    },
    async assertHeld() {
      const current = await table.get(key);
      if (current?.token !== token) throw lost(lane);
      if (clock.monotonic() - takenAtMs > lastCallMs) throw new LeaseLostError(`the time of lane ${lane} is up`);
    },
  };
}

/** The lane row, or the check of its token, is always the first action. */
export async function lostWhenUnfenced(transact: () => Promise<void>, lane: string): Promise<void> {
  try {
    await transact();
  } catch (error) {
    if (error instanceof ConditionFailedError && error.failed.includes(0)) throw lost(lane, error);
    throw error;
  }
}

const lost = (lane: string, cause?: Error): LeaseLostError =>
  new LeaseLostError(`the lease of lane ${lane} is somebody else's`, cause && { cause });

/**
 * Frees every lane when a process begins that is alone on its table: a lease of an earlier process is neither waited
 * for nor counted as a crash, since a person ended that process.
 */
export async function voidLeases(table: Table): Promise<void> {
  for (const { row } of await table.query(registeredLanes)) {
    const known = await table.get(laneStateKey(row.lane));
    if (known?.token === undefined) continue;
    const { token: _token, ...rest } = known;
    const free = { ...rest, taken: 0, untilMs: 0, version: known.version + 1 };
    await table.transact([put(laneStateKey(row.lane), free, { version: known.version })]);
  }
}
