import * as z from 'zod';
import { UnreadableMessageError } from './dead-letters.ts';
import { drainLane } from './drain.ts';
import type { DrainReport } from './drain-report.ts';
import type { DrainInput } from './held-drain.ts';
import { type QueueServices, queueHandler, type Telemetry } from './queue-handler.ts';

/** What a capability's cold start builds: everything a drain needs but the lane's name. */
export type LaneServices = QueueServices & Omit<DrainInput, 'lane'>;

/** A lane's name has a part after the colon, and fits a key of the table. */
const doorbell = z.object({ lane: z.string().min(3).max(256) });

/** The entry of a capability: each ring drains the lane that it names. */
export function laneHandler(name: string, build: () => Promise<LaneServices>) {
  return queueHandler({
    name,
    build,
    async handle(body, services, telemetry) {
      const lane = readRing(body, name);
      publish(await drainLane({ ...services, lane }), telemetry);
    },
  });
}

/** @throws UnreadableMessageError for what is no ring, or one for another capability. */
export function readRing(body: string, capability: string): string {
  const ring = doorbell.safeParse(parseJson(body));
  if (!ring.success)
    throw new UnreadableMessageError('the message is no ring: {"lane": "<capability>:<name>"} is expected');
  const { lane } = ring.data;
  if (!lane.startsWith(`${capability}:`) || lane.length === capability.length + 1) {
    throw new UnreadableMessageError(`the lane ${lane} is none of ${capability}; its queue is another one`);
  }
  return lane;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new UnreadableMessageError('the message is not JSON', { cause: error });
  }
}

/** One line a drain; the metrics are what alarms watch. */
function publish(report: DrainReport, { log, count }: Telemetry): void {
  log('drain', report);
  count(`Drain.${report.result}`, 1);
  for (const [result, keys] of Object.entries(report.outcomes)) count(`Keys.${result}`, keys);
  if (report.poisoned.length > 0) count('KeysPoisoned', report.poisoned.length);
  if (report.lostRings > 0) count('RingsLost', report.lostRings);
}
