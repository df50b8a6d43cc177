import type { Clock } from '#shared/domain/clock.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import { parseEnvelope } from '#shared/events/envelope.ts';
import { statusLane } from '#shared/rows/zone-rows.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import { UnreadableMessageError } from '#shared/runtime/dead-letters.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { type QueueSides, queueHandler } from '#shared/runtime/queue-handler.ts';
import type { Table } from '#shared/runtime/table.ts';
import { judge } from './plan.ts';
import { storeMessage } from './store.ts';

/** What intake needs to take an event in. */
export interface IntakeSides {
  readonly table: Table;
  readonly clock: Clock;
  readonly doorbell: Doorbell;
}

/** The entry of intake: one event of a forwarder per message of its queue. */
export const intakeHandler = (build: () => Promise<IntakeSides & QueueSides>) =>
  queueHandler({ name: 'intake', build, handle: (body, services) => takeEvent(body, services) });

/** The status of a cluster is looked at when what follows from the message has been done, too. */
const delaySeconds = (lane: string): number => (lane.startsWith(statusLane('')) ? 3 : 0);

/**
 * Takes in one event as EventBridge delivers it: checked, stored, its lane rung.
 * @throws UnreadableMessageError, its message beginning with the reason, for what will never be taken; RetryableError
 */
export async function takeEvent(body: string, { table, clock, doorbell }: IntakeSides): Promise<void> {
  const configuration = await readConfiguration(table);
  if (configuration === undefined) throw new RetryableError('there is no configuration yet');
  const judged = judge(parseEnvelope(body), configuration.document, clock.now());
  if (!judged.take) {
    const newer = judged.reason === 'UnknownVersion';
    throw new UnreadableMessageError(`${judged.reason}: ${judged.message}`, { newer });
  }
  const lanes = await storeMessage(table, judged.envelope, { nowMs: clock.now(), seq: configuration.seq });
  for (const lane of lanes) await doorbell.ring(lane, delaySeconds(lane));
}
