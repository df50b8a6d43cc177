import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import type { QueuedMessage, Queues } from '#shared/runtime/queues.ts';

/** Codes of SQS that will not pass by themselves (Amazon SQS API reference, "Errors" of each action, "Common Errors"). */
const denials: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AWS.SimpleQueueService.NonExistentQueue',
  'CredentialsProviderError',
  'ExpiredToken',
  'InvalidAddress',
  'InvalidClientTokenId',
  'QueueDoesNotExist',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);
const throttles: ReadonlySet<string> = new Set(['RequestThrottled', 'ThrottlingException', 'OverLimit']);
const pauseMs = 2_000;
/** Long polling asks every server of a queue; a second is enough for that (Amazon SQS, "Short and long polling"). */
const waitSeconds = 1;

/** Queues of SQS; each call is one attempt of ten seconds. */
export function sqsQueues(config: Omit<SQSClientConfig, 'maxAttempts'> = {}): Queues {
  const client = new SQSClient({ ...config, maxAttempts: 1 });
  const deadline = () => ({ abortSignal: AbortSignal.timeout(callDeadlineMs) });
  const farClock = listenForDate(client);
  return {
    async look(url) {
      const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
      const { Attributes = {} } = await answered(url, client.send(command, deadline()));
      const farMs = farClock();
      return {
        visible: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
        inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
        delayed: Number(Attributes['ApproximateNumberOfMessagesDelayed'] ?? 0),
        ...(farMs === undefined ? {} : { farMs }),
      };
    },
    async receive(url, hideSeconds) {
      const command = new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: hideSeconds,
        WaitTimeSeconds: waitSeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['SentTimestamp'],
      });
      const { Messages = [] } = await answered(url, client.send(command, deadline()));
      return Messages.map(messageOf);
    },
    async show(url, messages) {
      for (let at = 0; at < messages.length; at += 10) {
        const Entries = messages
          .slice(at, at + 10)
          .map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt, VisibilityTimeout: 0 }));
        const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries });
        await answered(url, client.send(command, deadline()));
      }
    },
    async send(url, body) {
      await answered(url, client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }), deadline()));
    },
    async remove(url, { receipt }) {
      const command = new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt });
      await answered(url, client.send(command, deadline()));
    },
  };
}

/** Keeps what the far side last gave as the time of its answer. */
function listenForDate(client: SQSClient): () => number | undefined {
  let farMs: number | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const headers: unknown =
        typeof result.response === 'object' && result.response !== null && 'headers' in result.response
          ? result.response.headers
          : undefined;
      const date: unknown = typeof headers === 'object' && headers !== null && 'date' in headers ? headers.date : '';
      const ms = Date.parse(String(date));
      if (!Number.isNaN(ms)) farMs = ms;
      return result;
    },
    { step: 'deserialize', name: 'listenForDate' },
  );
  return () => farMs;
}

function messageOf({ MessageId = '', Body = '', ReceiptHandle = '', ...rest }: Message): QueuedMessage {
  const attributes = Object.entries(rest.MessageAttributes ?? {}).map(([name, { StringValue = '' }]) => [
    name,
    StringValue,
  ]);
  return {
    id: MessageId,
    body: Body,
    receipt: ReceiptHandle,
    sentMs: Number(rest.Attributes?.SentTimestamp ?? 0),
    attributes: Object.fromEntries(attributes),
  };
}

async function answered<Answer>(url: string, call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    const queue = url.slice(url.lastIndexOf('/') + 1);
    if (throttles.has(name)) throw new ThrottledError('SQS asks to slow down', pauseMs, { cause: error });
    if (denials.has(name)) {
      const message = `SQS refuses us at the queue ${queue}: it is not there, or rights are missing`;
      throw new PermanentError('AccessDenied', message, { cause: error, scope: 'surroundings' });
    }
    throw new RetryableError(`SQS gave no clear answer about the queue ${queue}`, { cause: error, ambiguous: true });
  }
}
