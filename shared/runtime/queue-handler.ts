import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { buildOnce } from './cold-start.ts';
import { type DeadLetters, UnreadableMessageError } from './dead-letters.ts';

/** What every handler of a queue has: a place for messages that nobody can read. */
export interface QueueServices {
  readonly deadLetters: DeadLetters;
}

/** Says what happened, in one log line or one metric; names are fixed texts, what varies goes into `details`. */
export interface Telemetry {
  log(message: string, details: object): void;
  count(metric: string, value: number): void;
}

export interface QueueHandlerOptions<Services extends QueueServices> {
  /** The capability; names its logs and metrics. */
  readonly name: string;
  /** Cold start only; a failed one is tried again by the next message. */
  build(): Promise<Services>;
  /**
   * Once per message; an error puts the message back into its queue.
   * @throws UnreadableMessageError to have it put to the dead letters
   */
  handle(body: string, services: Services, telemetry: Telemetry): Promise<void>;
}

/** The one wrapper of every function behind a queue: cold start, logs, metrics, partial batch answers, dead letters. */
export function queueHandler<Services extends QueueServices>(options: QueueHandlerOptions<Services>) {
  const logger = new Logger({ serviceName: options.name });
  const metrics = new Metrics({ namespace: 'Firstlight', serviceName: options.name });
  const processor = new BatchProcessor(EventType.SQS);
  const services = buildOnce(() => options.build());
  const telemetry: Telemetry = {
    log: (message, details) => logger.info(message, { details }),
    count: (metric, value) => metrics.addMetric(metric, MetricUnit.Count, value),
  };
  const onRecord = async (record: SQSRecord): Promise<void> => {
    try {
      await handleOrBury(options, { body: record.body, services: await services(), telemetry });
    } catch (error) {
      // Powertools keeps errors of a batch to itself: this is the only place where log and metric can see them.
      logger.error('message failed', { messageId: record.messageId, error });
      telemetry.count('MessageFailed', 1);
      throw error;
    }
  };
  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics))
    .handler(
      (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
        processPartialResponse(event, onRecord, processor, { context, throwOnFullBatchFailure: false }),
    );
}

interface OneMessage<Services> {
  readonly body: string;
  readonly services: Services;
  readonly telemetry: Telemetry;
}

async function handleOrBury<Services extends QueueServices>(
  options: QueueHandlerOptions<Services>,
  { body, services, telemetry }: OneMessage<Services>,
): Promise<void> {
  try {
    await options.handle(body, services, telemetry);
  } catch (error) {
    if (!(error instanceof UnreadableMessageError)) throw error;
    await services.deadLetters.send({ body, reason: error.message });
    telemetry.count('MessageUnreadable', 1);
  }
}
