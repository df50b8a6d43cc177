import { isLaneBehind, laneStateKey, newLane, registeredLanes, wantedKey } from '#shared/runtime/lanes.ts';
import { isPaused } from '#shared/runtime/lease.ts';
import { parkedRows } from '#shared/runtime/parked-row.ts';
import { readPartitions } from '#shared/runtime/selection.ts';
import type { Table } from '#shared/runtime/table.ts';
import { dueUpTo } from '#shared/runtime/work-item.ts';
import { type Finding, fail, findings, ok, warn } from './finding.ts';

/** Sweep comes each minute, a crash costs about two; what is older has failed a few times. */
const lateMs = 5 * 60_000;
const stuckMs = 30 * 60_000;
/** Due items read for the age of the oldest, in each part of a lane. */
const sample = 25;

/** Whether each lane keeps up: with the configuration, with what is due, and without crashes. */
export const checkLanes = (table: Table, seq: number, nowMs: number): Promise<readonly Finding[]> =>
  findings('lanes', 'check your rights to the table', async () => {
    const lanes = (await table.query(registeredLanes)).map(({ row }) => row.lane);
    const incarnation = await table.incarnation();
    const found: Finding[] = [];
    for (const lane of lanes) found.push(...(await checkLane({ table, lane, seq, incarnation, nowMs })));
    const well = lanes.length - new Set(found.map(({ subject }) => subject)).size;
    return [...found, ...(well > 0 || lanes.length === 0 ? [ok('lanes', `${well} of ${lanes.length} keep up`)] : [])];
  });

interface LaneCheck {
  readonly table: Table;
  readonly lane: string;
  readonly seq: number;
  readonly incarnation: string;
  readonly nowMs: number;
}

async function checkLane({ table, lane, seq, incarnation, nowMs }: LaneCheck): Promise<readonly Finding[]> {
  const subject = `lane ${lane}`;
  const [stored, wanted, parked, due] = await Promise.all([
    table.get(laneStateKey(lane)),
    table.get(wantedKey(lane)),
    table.query(parkedRows(lane)),
    readPartitions(table, lane, { to: dueUpTo(nowMs), limit: sample }),
  ]);
  const state = stored ?? newLane(lane);
  const ageMs = due.reduce((most, { firstDueMs }) => Math.max(most, nowMs - firstDueMs), 0);
  const crashed = parked.filter(({ row }) => row.reason === 'InternalError').map(({ row }) => row.key);
  const minutes = Math.round(ageMs / 60_000);
  return [
    ...(isLaneBehind(state, { seq, incarnation, wanted: wanted?.wanted ?? 0 })
      ? [
          warn(
            subject,
            `has not yet walked for configuration ${seq} (it has ${state.seq})`,
            'wait a few minutes; if it stays, look at the function’s log',
          ),
        ]
      : []),
    ...(ageMs > lateMs && ageMs <= stuckMs
      ? [warn(subject, `has work due for ${minutes} minutes`, 'firstlight sites shows what is tried again, and why')]
      : []),
    ...(ageMs > stuckMs
      ? [
          fail(
            subject,
            `has work due for ${minutes} minutes`,
            'look at the log of its function and at its dead letters: firstlight redrive',
          ),
        ]
      : []),
    ...(isPaused(state, nowMs)
      ? [
          warn(
            subject,
            `waits until ${new Date(state.notBeforeMs).toISOString()}: its far side slows it down`,
            'nothing to do; if it stays, ask who else uses that account',
          ),
        ]
      : []),
    ...(crashed.length > 0
      ? [
          fail(
            subject,
            `${crashed.length} crashed three times alone and are tried hourly: ${crashed.slice(0, 3).join(', ')}`,
            'a fault of Firstlight: its function’s log has the error',
          ),
        ]
      : []),
  ];
}
