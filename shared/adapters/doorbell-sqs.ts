import { SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';

export interface SqsDoorbellOptions {
  /** The queue of each capability, by the lane's name before its colon. */
  readonly queueUrls: Readonly<Record<string, string>>;
  readonly client?: Omit<SQSClientConfig, 'maxAttempts'>;
}

/** SQS delays a message by whole seconds, 900 at most (Amazon SQS, API reference of SendMessage). */
const longestDelaySeconds = 900;

/** Rings by a message that names the lane, in the standard queue of the lane's capability. */
export function sqsDoorbell({ queueUrls, client: config = {} }: SqsDoorbellOptions): Doorbell {
  const client = new SQSClient({ ...config, maxAttempts: 1 });
  return {
    async ring(lane, delaySeconds = 0) {
      const capability = lane.slice(0, Math.max(0, lane.indexOf(':')));
      const url = queueUrls[capability];
      if (url === undefined) throw new RangeError(`no queue is known for the lane ${lane}`);
      const command = new SendMessageCommand({
        QueueUrl: url,
        MessageBody: JSON.stringify({ lane }),
        DelaySeconds: Math.min(longestDelaySeconds, Math.max(0, Math.ceil(delaySeconds))),
      });
      await client.send(command, { abortSignal: AbortSignal.timeout(callDeadlineMs) });
    },
  };
}
