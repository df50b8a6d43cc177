import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { buildOnce } from './cold-start.ts';
import { type DeadLetters, UnreadableMessageError } from './dead-letters.ts';
import { openTelemetry, type Telemetry } from './telemetry.ts';

/** What every handler of a queue has: a place for messages that nobody can read. */
export interface QueueSides {
  readonly deadLetters: DeadLetters;
}

export interface QueueHandlerOptions<Sides extends QueueSides> {
  /** The capability; names its logs and metrics. */
  readonly name: string;
  /** Cold start only; a failed one is tried again by the next message. */
  build(): Promise<Sides>;
  /**
   * Once per message; an error puts the message back into its queue.
   * @throws UnreadableMessageError to have it put to the dead letters
   */
  handle(body: string, sides: Sides, telemetry: Telemetry): Promise<void>;
}

/** The one wrapper of every function behind a queue: cold start, logs, metrics, partial batch answers, dead letters. */
export function queueHandler<Sides extends QueueSides>(options: QueueHandlerOptions<Sides>) {
  const { telemetry, middlewares } = openTelemetry(options.name);
  const processor = new BatchProcessor(EventType.SQS);
  const sides = buildOnce(() => options.build());
  const onRecord = async (record: SQSRecord): Promise<void> => {
    try {
      await handleOrBury(options, { body: record.body, sides: await sides(), telemetry });
    } catch (error) {
      // Powertools keeps errors of a batch to itself: this is the only place where log and metric can see them.
      telemetry.failed('message failed', { messageId: record.messageId, error });
      telemetry.measure({ metric: 'MessageFailed', value: 1 });
      throw error;
    }
  };
  return middy<SQSEvent, SQSBatchResponse>()
    .use(middlewares)
    .handler(
      (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
        processPartialResponse(event, onRecord, processor, { context, throwOnFullBatchFailure: false }),
    );
}

interface OneMessage<Sides> {
  readonly body: string;
  readonly sides: Sides;
  readonly telemetry: Telemetry;
}

async function handleOrBury<Sides extends QueueSides>(
  options: QueueHandlerOptions<Sides>,
  { body, sides, telemetry }: OneMessage<Sides>,
): Promise<void> {
  try {
    await options.handle(body, sides, telemetry);
  } catch (error) {
    if (!(error instanceof UnreadableMessageError)) throw error;
    await sides.deadLetters.send({ body, reason: error.message });
    telemetry.log('message unreadable', { reason: error.message });
    telemetry.measure({ metric: error.newer ? 'MessageUnknownVersion' : 'MessageUnreadable', value: 1 });
  }
}
