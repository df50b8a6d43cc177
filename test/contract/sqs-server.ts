import { createServer } from 'node:http';
import { answerTo, messageOf, SqsRequest, type Stored } from './sqs-model.ts';

export interface Sent {
  readonly body: string;
  readonly delaySeconds: number | undefined;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

export interface SqsServer {
  readonly endpoint: string;
  /** The URL of a queue, which is made when it is first asked for. */
  queue(name: string): string;
  /** Bodies of what lies there, hidden or not. */
  bodies(name: string): readonly string[];
  /** Every message that was sent over the wire, in order. */
  readonly sent: Sent[];
  put(name: string, body: string, attributes?: Readonly<Record<string, string>>): void;
  /** Every call is answered with this code. */
  refusing: string | undefined;
  /** What the Date header says, beside the real time. */
  aheadMs: number;
  clear(): void;
  close(): Promise<void>;
}

/** Standard queues that are spoken to as SQS is, on a free port of 127.0.0.1; what is hidden is shown again in its time. */
export async function serveSqs(): Promise<SqsServer> {
  const queues = new Map<string, Stored[]>();
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const action = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
      const answer = answered(action, JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead('__type' in answer ? 400 : 200, {
        'content-type': 'application/x-amz-json-1.0',
        date: new Date(Date.now() + server.aheadMs).toUTCString(),
      });
      response.end(JSON.stringify(answer));
    });
  });
  const answered = (action: string, body: unknown): object => {
    const asked = SqsRequest.safeParse(body);
    if (!asked.success) return { __type: 'InvalidParameterValue' };
    const { QueueUrl, MessageBody = '', DelaySeconds, MessageAttributes = {} } = asked.data;
    const messages = queues.get(new URL(QueueUrl).pathname.slice(1));
    if (server.refusing !== undefined || messages === undefined)
      return { __type: server.refusing ?? 'QueueDoesNotExist' };
    if (action === 'SendMessage') {
      const attributes = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]);
      server.sent.push({ body: MessageBody, delaySeconds: DelaySeconds, attributes: Object.fromEntries(attributes) });
    }
    return answerTo(action, asked.data, messages);
  };
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
    sent: [],
    refusing: undefined,
    aheadMs: 0,
    clear() {
      queues.clear();
      server.sent.length = 0;
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
