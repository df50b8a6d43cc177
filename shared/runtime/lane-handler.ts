import * as z from 'zod';
import { UnreadableMessageError } from './dead-letters.ts';
import { drainLane } from './drain.ts';
import type { DrainReport } from './drain-report.ts';
import type { DrainInput } from './held-drain.ts';
import type { Metric } from './metrics.ts';
import { type QueueSides, queueHandler } from './queue-handler.ts';
import type { Telemetry } from './telemetry.ts';

/** What a capability's cold start builds: everything a drain needs but the lane's name. */
export type LaneSides = QueueSides & Omit<DrainInput, 'lane'>;

/** A lane's name has a part after the colon, and fits a key of the table. */
const doorbell = z.object({ lane: z.string().min(3).max(256) });

/** The entry of a capability: each ring drains the lane that it names. */
export function laneHandler(name: string, build: () => Promise<LaneSides>) {
  return queueHandler({
    name,
    build,
    async handle(body, sides, telemetry) {
      const lane = readRing(body, name);
      publish(await drainLane({ ...sides, lane }), telemetry);
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

/** One line a drain has it all; a metric is only what an alarm or the dashboard watches, and only where it is not 0. */
function publish({ measured, ...report }: DrainReport, { log, measure }: Telemetry): void {
  log('drain', report);
  for (const measurement of measured) measure(measurement);
  for (const [metric, value] of countsOf(report)) if (value > 0) measure({ metric, value });
}

function countsOf({ outcomes, ...report }: Omit<DrainReport, 'measured'>): readonly (readonly [Metric, number])[] {
  return [
    ['ItemsDrained', report.taken],
    ['ItemsRetried', outcomes.retry ?? 0],
    ['ItemsThrottled', outcomes.throttled ?? 0],
    ['ItemsParked', (outcomes.parked ?? 0) + (outcomes.hourly ?? 0)],
    ['ParkedInternalError', report.poisoned.length],
    ['DrainCrashed', Number(report.result === 'crashed')],
    ['DrainStopped', Number(report.result === 'stopped')],
    ['RingsLost', report.lostRings],
  ];
}
