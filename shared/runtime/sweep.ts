import type { Clock } from '#shared/domain/clock.ts';
import { readConfiguration } from './configuration-row.ts';
import type { Doorbell } from './doorbell.ts';
import { isLaneBehind, laneStateKey, newLane, registeredLanes, type Wanted, wantedKey } from './lanes.ts';
import { isPaused } from './lease.ts';
import { sweepConcurrency, sweepSample } from './limits.ts';
import { collectRings } from './rings.ts';
import { readPartitions } from './selection.ts';
import type { Table } from './table.ts';
import { dueUpTo } from './work-item.ts';

export interface SweepInput {
  readonly table: Table;
  readonly clock: Clock;
  readonly doorbell: Doorbell;
}

export interface SweepReport {
  readonly lanes: number;
  readonly rung: readonly string[];
  /** Lanes that a far side slows down: nobody drains them now. */
  readonly paused: readonly string[];
  /** Counted from its first due time, over all its retries: the alarm that matters. 0 when nothing is due. */
  readonly oldestAgeMs: number;
  readonly oldestLane?: string;
  readonly lostRings: number;
}

interface LaneLook {
  readonly lane: string;
  readonly isDue: boolean;
  readonly isPaused: boolean;
  readonly ageMs: number;
}

/**
 * Looks at every lane and rings those that have due items or are behind the configuration: what makes good every lost
 * doorbell and every crash. To be run each minute.
 */
export async function sweep(input: SweepInput): Promise<SweepReport> {
  const lanes = (await input.table.query(registeredLanes)).map(({ row }) => row.lane);
  const seq = (await readConfiguration(input.table))?.seq ?? 0;
  const incarnation = await input.table.incarnation();
  const looks: LaneLook[] = [];
  for (let at = 0; at < lanes.length; at += sweepConcurrency) {
    const page = lanes.slice(at, at + sweepConcurrency);
    looks.push(...(await Promise.all(page.map((lane) => lookAt(input, lane, { seq, incarnation })))));
  }
  const rings = collectRings(input.doorbell);
  const rung = looks.filter((look) => look.isDue && !look.isPaused).map((look) => look.lane);
  for (const lane of rung) rings.add(lane, 0);
  await rings.flush();
  const oldest = looks.reduce<LaneLook | undefined>((a, b) => (b.ageMs > (a?.ageMs ?? 0) ? b : a), undefined);
  return {
    lanes: lanes.length,
    rung,
    paused: looks.filter((look) => look.isPaused).map((look) => look.lane),
    oldestAgeMs: oldest?.ageMs ?? 0,
    ...(oldest === undefined ? {} : { oldestLane: oldest.lane }),
    lostRings: rings.lost(),
  };
}

async function lookAt({ table, clock }: SweepInput, lane: string, inForce: Omit<Wanted, 'wanted'>): Promise<LaneLook> {
  const [stored, wanted] = await Promise.all([table.get(laneStateKey(lane)), table.get(wantedKey(lane))]);
  const nowMs = clock.now();
  const due = await readPartitions(table, lane, { to: dueUpTo(nowMs), limit: sweepSample });
  const state = stored ?? newLane(lane);
  const isBehind = isLaneBehind(state, { ...inForce, wanted: wanted?.wanted ?? 0 });
  return {
    lane,
    isDue: due.length > 0 || isBehind,
    isPaused: isPaused(state, nowMs),
    ageMs: due.reduce((age, item) => Math.max(age, nowMs - item.firstDueMs), 0),
  };
}
