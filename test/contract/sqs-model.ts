import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';

/** A message as the model keeps it. */
export interface Stored {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue?: string | undefined }>
  >;
  readonly sentMs: number;
  receipt: string;
  visibleMs: number;
}

/** Requests as SQS takes them (Amazon SQS API reference; AWS JSON protocol 1.0). */
export const SqsRequest = z.object({
  QueueUrl: z.string(),
  MessageBody: z.string().min(1).optional(),
  MessageAttributes: z
    .record(z.string(), z.object({ DataType: z.string(), StringValue: z.string().min(1).optional() }))
    .optional(),
  DelaySeconds: z.int().min(0).max(900).optional(),
  ReceiptHandle: z.string().optional(),
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: z.int().min(0).max(43_200).default(30),
  Entries: z
    .array(z.object({ Id: z.string(), ReceiptHandle: z.string(), VisibilityTimeout: z.int().min(0).max(43_200) }))
    .min(1)
    .max(10)
    .optional(),
});
type Asked = z.infer<typeof SqsRequest>;

export const messageOf = (body: string, attributes: Stored['attributes']): Stored => ({
  id: randomUUID(),
  body,
  attributes,
  sentMs: Date.now(),
  receipt: '',
  visibleMs: 0,
});

/** What a queue answers to an action, changing its messages. */
export function answerTo(action: string, asked: Asked, messages: Stored[]): object {
  switch (action) {
    case 'SendMessage': {
      const message = messageOf(asked.MessageBody ?? '', asked.MessageAttributes ?? {});
      messages.push(message);
      return { MessageId: message.id, MD5OfMessageBody: md5(message.body) };
    }
    case 'ReceiveMessage':
      return { Messages: receive(asked, messages) };
    case 'DeleteMessage': {
      const index = messages.findIndex(({ receipt }) => receipt === asked.ReceiptHandle);
      if (index >= 0) messages.splice(index, 1);
      return {};
    }
    case 'ChangeMessageVisibilityBatch': {
      for (const { ReceiptHandle, VisibilityTimeout } of asked.Entries ?? []) {
        const message = messages.find(({ receipt }) => receipt === ReceiptHandle);
        if (message !== undefined) message.visibleMs = Date.now() + VisibilityTimeout * 1_000;
      }
      return { Successful: (asked.Entries ?? []).map(({ Id }) => ({ Id })), Failed: [] };
    }
    case 'GetQueueAttributes': {
      const visible = messages.filter(isVisible).length;
      return {
        Attributes: {
          ApproximateNumberOfMessages: String(visible),
          ApproximateNumberOfMessagesNotVisible: String(messages.length - visible),
          ApproximateNumberOfMessagesDelayed: '0',
        },
      };
    }
    default:
      throw new Error(`the server does not know ${action}`);
  }
}

const isVisible = ({ visibleMs }: Stored): boolean => visibleMs <= Date.now();
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

function receive({ MaxNumberOfMessages, VisibilityTimeout }: Asked, messages: readonly Stored[]): readonly object[] {
  return messages
    .filter(isVisible)
    .slice(0, MaxNumberOfMessages)
    .map((message) => {
      message.receipt = randomUUID();
      message.visibleMs = Date.now() + VisibilityTimeout * 1_000;
      return {
        MessageId: message.id,
        ReceiptHandle: message.receipt,
        Body: message.body,
        MD5OfBody: md5(message.body),
        Attributes: { SentTimestamp: String(message.sentMs) },
        MessageAttributes: message.attributes,
      };
    });
}
