import { SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import type { DeadLetters } from '#shared/runtime/dead-letters.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';

export interface SqsDeadLettersOptions {
  readonly queueUrl: string;
  readonly client?: Omit<SQSClientConfig, 'maxAttempts'>;
}

/** A reason is for people; attributes count into the 1 MiB of a message (Amazon SQS, "Quotas related to messages"). */
const reasonLimit = 1_000;

/** Puts a message nobody can read into the dead-letter queue, the reason as the attribute `reason`. */
export function sqsDeadLetters({ queueUrl, client: config = {} }: SqsDeadLettersOptions): DeadLetters {
  const client = new SQSClient({ ...config, maxAttempts: 1 });
  return {
    async send({ body, reason }) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageAttributes: { reason: { DataType: 'String', StringValue: printable(reason).slice(0, reasonLimit) } },
      });
      await client.send(command, { abortSignal: AbortSignal.timeout(callDeadlineMs) });
    },
  };
}

/** SQS refuses control characters and an empty value (API reference of SendMessage, MessageAttributeValue). */
const printable = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ') || 'unreadable';
