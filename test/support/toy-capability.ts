import type { Capability, Drain, Outcome } from '../../shared/runtime/capability.ts';
import { writeConfiguration } from '../../shared/runtime/configuration-row.ts';
import type { DrainReport } from '../../shared/runtime/drain-report.ts';
import { type LaneState, laneStateKey, registerLane } from '../../shared/runtime/lanes.ts';
import { type ParkedRow, parkedRows } from '../../shared/runtime/parked-row.ts';
import { readPartitions } from '../../shared/runtime/selection.ts';
import { type Partition, put, type RowKey, type Table } from '../../shared/runtime/table.ts';
import { enqueue, type WorkItem } from '../../shared/runtime/work-item.ts';
import { emptyConfiguration } from './configuration-document.ts';
import { memoryTable } from './memory-table.ts';
import { type Ring, recordingDoorbell } from './recording-doorbell.ts';
import { runDrain, seededRandom } from './run-drain.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

export const toyLane = 'toy:a';

export interface WishRow {
  readonly key: string;
  readonly value: number;
  readonly generation: number;
}

export const wishes: Partition<WishRow> = { pk: 'wish' };
export const wishKey = (key: string): RowKey<WishRow> => ({ pk: wishes.pk, sk: key });

/** Writes a wish and its item in one transaction, as every row of Firstlight does. */
export async function wish(table: Table, clock: VirtualClock, key: string, value = 1): Promise<void> {
  const known = await table.get(wishKey(key));
  const generation = (known?.generation ?? 0) + 1;
  const item = { lane: toyLane, key, row: `wish/${key}`, generation, dueMs: clock.now() };
  await table.transact([
    registerLane(toyLane),
    put(wishKey(key), { key, value, generation }, known ? { generation: known.generation } : 'absent'),
    enqueue(item),
  ]);
}

/** What becomes of one key; undefined: no outcome. An error ends the whole drain. */
export type OnKey = (key: string, drain: Drain) => Promise<Outcome | undefined>;

/** A capability whose far side is a map; `onKey` stands in for whatever may happen there. */
export function toyCapability(far: Map<string, number>, onKey?: OnKey): Capability {
  return {
    name: 'toy',
    async keysAfter(drain, after, limit) {
      const page = await drain.table.query(wishes, { from: after === undefined ? '' : `${after}\0`, limit });
      const last = page.at(-1);
      return {
        keys: page.map(({ row }) => row.key),
        ...(last && page.length === limit ? { after: last.row.key } : {}),
      };
    },
    async work(drain) {
      const outcomes: Outcome[] = [];
      for (const { key } of drain.keys) {
        if (!drain.hasTime()) break;
        const outcome = await (onKey ?? setFarOf(far))(key, drain);
        if (outcome !== undefined) outcomes.push(outcome);
      }
      return outcomes;
    },
  };
}

export async function setFar(far: Map<string, number>, key: string, drain: Drain): Promise<Outcome> {
  const row = await drain.table.get(wishKey(key));
  await drain.assertHeld();
  if (row) far.set(key, row.value);
  return { key, result: 'done' };
}

const setFarOf =
  (far: Map<string, number>): OnKey =>
  (key, drain) =>
    setFar(far, key, drain);

export interface ToyWorld {
  readonly table: Table;
  readonly clock: VirtualClock;
  readonly far: Map<string, number>;
  readonly rings: Ring[];
  wish(key: string, value?: number): Promise<void>;
  drain(onKey?: OnKey): Promise<DrainReport>;
  drainWith(capability: Capability): Promise<DrainReport>;
  items(): Promise<readonly WorkItem[]>;
  parked(): Promise<readonly ParkedRow[]>;
  state(): Promise<LaneState | undefined>;
}

/** One lane on a fresh table, with a configuration in force that the lane has already seen. */
export async function toyWorld(table: Table = memoryTable()): Promise<ToyWorld> {
  const clock = virtualClock();
  const doorbell = recordingDoorbell();
  const random = seededRandom(7);
  const far = new Map<string, number>();
  const drainWith = (capability: Capability): Promise<DrainReport> =>
    runDrain({ capability, lane: toyLane, table, clock, doorbell, random });
  await writeConfiguration(table, emptyConfiguration);
  await drainWith(toyCapability(far));
  doorbell.rings.length = 0;
  return {
    table,
    clock,
    far,
    rings: doorbell.rings,
    wish: (key, value) => wish(table, clock, key, value),
    drain: (onKey) => drainWith(toyCapability(far, onKey)),
    drainWith,
    items: () => readPartitions(table, toyLane, { limit: 100_000 }),
    parked: async () => (await table.query(parkedRows(toyLane))).map(({ row }) => row),
    state: () => table.get(laneStateKey(toyLane)),
  };
}
