import { backoffMs } from './backoff.ts';
import type { Outcome } from './capability.ts';
import { laneRowName } from './lanes.ts';
import { hourlyMs, longestPauseMs, pendingFloorMs, splitPauseMs } from './limits.ts';
import { type ParkedRow, parkedKey } from './parked-row.ts';
import type { TakenKey } from './selection.ts';
import { type Action, put, remove } from './table.ts';
import { enqueue, itemKey, type WorkItem } from './work-item.ts';

/** When and by what chance the outcomes are written; `chance` is in [0, 1). */
export interface OutcomeTime {
  readonly lane: string;
  readonly nowMs: number;
  readonly chance: number;
}

/**
 * What an outcome makes of the items of its key; one transaction, unless a key has more than a hundred items. A
 * successor takes the place of items that must still be there, so an item is never replaced twice.
 */
export function actionsFor(outcome: Outcome, taken: TakenKey, time: OutcomeTime): readonly Action[] {
  switch (outcome.result) {
    case 'done':
      return [...unpark(taken, time), ...taken.items.map((item) => remove(itemKey(item)))];
    case 'pending': {
      const dueMs = Math.max(outcome.atMs, time.nowMs + pendingFloorMs);
      return [...unpark(taken, time), ...succeed(taken, { dueMs, firstDueMs: dueMs, attempt: 0 })];
    }
    case 'retry': {
      const attempt = taken.attempt + 1;
      const dueMs = time.nowMs + backoffMs(attempt, time.chance);
      return succeed(taken, { dueMs, firstDueMs: taken.firstDueMs, attempt });
    }
    case 'throttled': {
      const dueMs = pauseUntil(outcome.untilMs, time.nowMs);
      return succeed(taken, { dueMs, firstDueMs: taken.firstDueMs, attempt: taken.attempt });
    }
    case 'hourly':
      return [park(outcome, taken, time), ...againInAnHour(taken, time)];
    case 'parked':
      return [park(outcome, taken, time), ...taken.items.map((item) => remove(itemKey(item), 'present'))];
  }
}

/** A key that crashed its drain alone too often: tried again hourly, alone. */
export function actionsForPoison(taken: TakenKey, time: OutcomeTime): readonly Action[] {
  const row: ParkedRow = {
    key: taken.key,
    reason: 'InternalError',
    message:
      'Working on it failed three times in a row with an unknown error; the log names it. Tried again each hour.',
    until: 'hourly',
    alone: true,
    ...(taken.parked?.split ? { split: true } : {}),
    sinceMs: taken.parked?.sinceMs ?? time.nowMs,
  };
  return [put(parkedKey(time.lane, taken.key), row), ...againInAnHour(taken, time)];
}

/** A key that was taken apart after it crashed alone: looked at again after its parts, alone. */
export function actionsForSplit(taken: TakenKey, parts: readonly string[], time: OutcomeTime): readonly Action[] {
  const { lane, nowMs } = time;
  const items = [...new Set(parts)]
    .filter((part) => part !== taken.key)
    .map((key) => enqueue({ lane, key, row: laneRowName(lane), generation: nowMs, dueMs: nowMs }));
  const row: ParkedRow = {
    key: taken.key,
    reason: 'InternalError',
    message: 'Working on it failed with an unknown error; its parts are tried one by one.',
    until: 'hourly',
    alone: true,
    split: true,
    sinceMs: taken.parked?.sinceMs ?? nowMs,
  };
  const { attempt, firstDueMs } = taken;
  return [
    ...items,
    put(parkedKey(lane, taken.key), row),
    ...succeed(taken, { dueMs: nowMs + splitPauseMs, firstDueMs, attempt }),
  ];
}

/** Until when the lane rests, if any outcome says so. */
export function pauseOf(outcomes: readonly Outcome[], nowMs: number): number {
  const pauses = outcomes.map((outcome) => (outcome.result === 'throttled' ? pauseUntil(outcome.untilMs, nowMs) : 0));
  return pauses.reduce((left, right) => Math.max(left, right), 0);
}

const pauseUntil = (untilMs: number, nowMs: number): number =>
  Math.min(Math.max(untilMs, nowMs + pendingFloorMs), nowMs + longestPauseMs);

const unpark = (taken: TakenKey, time: OutcomeTime): readonly Action[] =>
  taken.parked ? [remove(parkedKey(time.lane, taken.key))] : [];

function park(
  outcome: Extract<Outcome, { readonly result: 'hourly' | 'parked' }>,
  taken: TakenKey,
  time: OutcomeTime,
): Action {
  const { key, reason, message } = outcome;
  const until = outcome.result === 'hourly' ? 'hourly' : 'changed';
  const sinceMs = taken.parked?.sinceMs ?? time.nowMs;
  return put(parkedKey(time.lane, key), { key, reason, message, until, alone: false, sinceMs });
}

function againInAnHour(taken: TakenKey, time: OutcomeTime): readonly Action[] {
  const dueMs = time.nowMs + hourlyMs;
  return succeed(taken, { dueMs, firstDueMs: dueMs, attempt: 0 });
}

function succeed(taken: TakenKey, next: Pick<WorkItem, 'dueMs' | 'firstDueMs' | 'attempt'>): readonly Action[] {
  const [first] = taken.items;
  if (first === undefined) return [];
  const successor = { ...first, ...next };
  return [
    put(itemKey(successor), successor),
    ...taken.items
      .filter((item) => itemKey(item).sk !== itemKey(successor).sk)
      .map((item) => remove(itemKey(item), 'present')),
  ];
}
