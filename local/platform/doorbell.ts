import type { Clock } from '#shared/domain/clock.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import type { Queue } from './queue.ts';

export interface QueuedDoorbell extends Doorbell {
  /** Called when a ring is delivered, before the drain: a later ring is a ring of its own. */
  delivered(lane: string): void;
}

/** Rings this close to each other are one. */
const togetherMs = 20;

/**
 * Rings by the lane's prefix (`dns:Z1` → the queue of `dns`), one for several that would be delivered together: a ring
 * covers another only if it is delivered no earlier, else what is due in between would wait for the sweep.
 * @throws Error for a lane of no capability.
 */
export function createDoorbell(clock: Clock, queues: ReadonlyMap<string, Queue>): QueuedDoorbell {
  const underway = new Map<string, number[]>();
  return {
    async ring(lane, delaySeconds = 0) {
      const queue = queues.get(capabilityOf(lane));
      if (queue === undefined) throw new Error(`lane ${lane} belongs to no capability`);
      const now = clock.monotonic();
      const delayMs = Math.max(0, delaySeconds * 1_000);
      const atMs = now + delayMs;
      const times = underway.get(lane) ?? [];
      const covered = times
        .map((time) => Math.max(time, now))
        .some((time) => time >= atMs && time <= atMs + togetherMs);
      if (covered) return;
      underway.set(
        lane,
        [...times, atMs].sort((a, b) => a - b),
      );
      queue.send(lane, { delayMs });
    },
    delivered(lane) {
      const rest = (underway.get(lane) ?? []).slice(1);
      if (rest.length === 0) underway.delete(lane);
      else underway.set(lane, rest);
    },
  };
}

export const capabilityOf = (lane: string): string => lane.slice(0, Math.max(0, lane.indexOf(':')));
