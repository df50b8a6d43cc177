import { hostItem } from '#shared/rows/claims-keys.ts';
import { isMonitorsLane } from '#shared/rows/monitor-lanes.ts';
import { monitorsLook } from '#shared/rows/monitor-rows.ts';
import { statusLane } from '#shared/rows/zone-rows.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import { isLaneBehind, laneStateKey, registeredLanes, wantedKey } from '#shared/runtime/lanes.ts';
import type { Table } from '#shared/runtime/table.ts';
import { dueUpTo, itemPartition, itemPartitions } from '#shared/runtime/work-item.ts';

const sample = 500;
/** A release, or the next look at what is watched: that time alone brings it is no reason to wait. */
const isOfTime = (lane: string, key: string): boolean =>
  key.startsWith(hostItem('')) || (isMonitorsLane(lane) && key.startsWith(monitorsLook));

/**
 * Whether anything will be looked at before `untilMs`: an item, or a lane that has not yet walked its rows for the
 * configuration and this table. Releases whose due time lies ahead do not count, they are waiting for a reason; nor does
 * what is only to be told to clusters.
 */
export async function hasWork(table: Table, nowMs: number, untilMs: number): Promise<boolean> {
  const configuration = await readConfiguration(table);
  if (configuration === undefined) return true;
  const { seq } = configuration;
  const incarnation = await table.incarnation();
  for (const { row } of await table.query(registeredLanes)) {
    if (row.lane.startsWith(statusLane(''))) continue;
    const state = await table.get(laneStateKey(row.lane));
    const wanted = (await table.get(wantedKey(row.lane)))?.wanted ?? 0;
    const isBehind = state === undefined || isLaneBehind(state, { seq, wanted, incarnation });
    if (isBehind || state.walk !== undefined) return true;
    if (await hasItems(table, row.lane, { nowMs, untilMs })) return true;
  }
  return false;
}

interface Span {
  readonly nowMs: number;
  readonly untilMs: number;
}

async function hasItems(table: Table, lane: string, { nowMs, untilMs }: Span): Promise<boolean> {
  for (let partition = 0; partition < itemPartitions; partition += 1) {
    const range = { to: dueUpTo(untilMs), limit: sample };
    const items = await table.query(itemPartition(lane, partition), range);
    if (items.some(({ row }) => row.dueMs <= nowMs || !isOfTime(lane, row.key))) return true;
  }
  return false;
}
