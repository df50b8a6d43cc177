import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import * as z from 'zod';

interface Stored {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue?: string | undefined }>
  >;
  readonly sentMs: number;
  receipt: string;
  visibleMs: number;
}

export interface SqsServer {
  readonly endpoint: string;
  /** The URL of a queue, which is made when it is first asked for. */
  queue(name: string): string;
  /** Bodies of what lies there, hidden or not. */
  bodies(name: string): readonly string[];
  put(name: string, body: string, attributes?: Readonly<Record<string, string>>): void;
  /** Every call is answered with this code. */
  refusing: string | undefined;
  /** What the Date header says, beside the real time. */
  aheadMs: number;
  clear(): void;
  close(): Promise<void>;
}

/** Requests as SQS takes them (Amazon SQS API reference; AWS JSON protocol 1.0). */
const Request = z.object({
  QueueUrl: z.string(),
  MessageBody: z.string().min(1).optional(),
  MessageAttributes: z
    .record(z.string(), z.object({ DataType: z.string(), StringValue: z.string().optional() }))
    .optional(),
  ReceiptHandle: z.string().optional(),
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: z.int().min(0).max(43_200).default(30),
  Entries: z
    .array(z.object({ Id: z.string(), ReceiptHandle: z.string(), VisibilityTimeout: z.int().min(0).max(43_200) }))
    .min(1)
    .max(10)
    .optional(),
});
type Asked = z.infer<typeof Request>;

/** Standard queues that are spoken to as SQS is, on a free port of 127.0.0.1; what is hidden is shown again in its time. */
export async function serveSqs(): Promise<SqsServer> {
  const queues = new Map<string, Stored[]>();
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const action = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
      const asked = Request.parse(JSON.parse(Buffer.concat(chunks).toString()));
      const messages = queues.get(new URL(asked.QueueUrl).pathname.slice(1));
      const code = server.refusing ?? (messages === undefined ? 'QueueDoesNotExist' : undefined);
      response.writeHead(code === undefined ? 200 : 400, {
        'content-type': 'application/x-amz-json-1.0',
        date: new Date(Date.now() + server.aheadMs).toUTCString(),
      });
      response.end(JSON.stringify(code === undefined ? answerTo(action, asked, messages ?? []) : { __type: code }));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const endpoint = `http://127.0.0.1:${address.port}`;
  const server: SqsServer = {
    endpoint,
    queue(name) {
      if (!queues.has(name)) queues.set(name, []);
      return `${endpoint}/${name}`;
    },
    bodies: (name) => (queues.get(name) ?? []).map(({ body }) => body),
    put(name, body, attributes = {}) {
      server.queue(name);
      const entries = Object.entries(attributes).map(([key, value]) => [
        key,
        { DataType: 'String', StringValue: value },
      ]);
      queues.get(name)?.push(messageOf(body, Object.fromEntries(entries)));
    },
    refusing: undefined,
    aheadMs: 0,
    clear() {
      queues.clear();
      Object.assign(server, { refusing: undefined, aheadMs: 0 });
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}

const messageOf = (body: string, attributes: Stored['attributes']): Stored => ({
  id: randomUUID(),
  body,
  attributes,
  sentMs: Date.now(),
  receipt: '',
  visibleMs: 0,
});

function answerTo(action: string, asked: Asked, messages: Stored[]): object {
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
