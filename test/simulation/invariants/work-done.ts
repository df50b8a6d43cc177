import { inboxRows } from '#shared/rows/object-rows.ts';
import type { RegisteredLane } from '#shared/runtime/lanes.ts';
import { registeredLanes } from '#shared/runtime/lanes.ts';
import { itemPartition, itemPartitions } from '#shared/runtime/work-item.ts';
import type { World } from '../world/world.ts';
import type { Goal } from './invariant.ts';

/** Nothing has been due for longer than a few sweeps, and every message has come and was applied. */
export const workListsEmpty: Goal = {
  name: 'work lists are empty',
  async missing(world) {
    const { store, configuration, functions } = world;
    const lanes = (await store.truth.query(registeredLanes)).map(({ row }) => row);
    const late = await Promise.all(lanes.map((lane) => lateIn(world, lane)));
    const waiting = await Promise.all(
      configuration.clusters.map(async ({ name }) => {
        const { length } = await store.truth.query(inboxRows(name));
        return length === 0 ? [] : [`${length} messages of ${name} are not applied`];
      }),
    );
    const { onTheWay } = functions.deliveries;
    const coming = onTheWay === 0 ? [] : [`${onTheWay} messages are still on their way`];
    return [...late.flat(), ...waiting.flat(), ...coming];
  },
};

const graceMs = 300_000;

async function lateIn({ store, engine }: World, { lane }: RegisteredLane): Promise<readonly string[]> {
  const nowMs = engine.scheduler.now();
  const parts = Array.from({ length: itemPartitions }, (_, part) => store.truth.query(itemPartition(lane, part)));
  return (await Promise.all(parts))
    .flat()
    .filter(({ row }) => row.dueMs < nowMs - graceMs)
    .map(({ row }) => `${lane}: ${row.key} has been due for ${Math.round((nowMs - row.dueMs) / 1000)} s`);
}
