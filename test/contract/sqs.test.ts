import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { sqsDeadLetters } from '../../shared/adapters/dead-letters-sqs.ts';
import { sqsDoorbell } from '../../shared/adapters/doorbell-sqs.ts';

/** Parts of SendMessage as SQS takes it (Amazon SQS, API reference; AWS JSON protocol 1.0). */
const SendMessage = z.object({
  QueueUrl: z.string(),
  MessageBody: z.string().min(1),
  DelaySeconds: z.int().min(0).max(900).optional(),
  MessageAttributes: z
    .record(z.string(), z.object({ DataType: z.string(), StringValue: z.string().min(1) }))
    .optional(),
});

const received: z.infer<typeof SendMessage>[] = [];
let server: Server;
let endpoint = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = SendMessage.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(message.success ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' });
      if (message.success) received.push(message.data);
      const md5 = createHash('md5')
        .update(message.data?.MessageBody ?? '')
        .digest('hex');
      response.end(JSON.stringify({ MessageId: 'id', MD5OfMessageBody: md5, __type: 'InvalidParameterValue' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  endpoint = `http://127.0.0.1:${address.port}`;
});
beforeEach(() => {
  received.length = 0;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const clientOf = () => ({
  endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
});

it('rings in the queue of the lane, after whole seconds, at most 900', async () => {
  const doorbell = sqsDoorbell({ queueUrls: { dns: `${endpoint}/1/dns` }, client: clientOf() });
  await doorbell.ring('dns:Z1');
  await doorbell.ring('dns:Z1', 1.2);
  await doorbell.ring('dns:Z1', 10_000);
  await doorbell.ring('dns:Z1', -3);
  expect(received.map((message) => message.DelaySeconds)).toEqual([0, 2, 900, 0]);
  expect(received[0]).toMatchObject({ QueueUrl: `${endpoint}/1/dns`, MessageBody: '{"lane":"dns:Z1"}' });
});

it('refuses a lane whose queue it does not know', async () => {
  const doorbell = sqsDoorbell({ queueUrls: {}, client: clientOf() });
  await expect(doorbell.ring('dns:Z1')).rejects.toThrow(/no queue .* dns:Z1/);
});

it('puts a dead letter with its reason as attribute, whatever characters it has', async () => {
  const letters = sqsDeadLetters({ queueUrl: `${endpoint}/1/dead`, client: clientOf() });
  await letters.send({ body: '{', reason: 'not\u0000JSON\n🙂' });
  await letters.send({ body: '{', reason: '' });
  await letters.send({ body: '{', reason: 'x'.repeat(5_000) });
  expect(received.map((message) => message.MessageAttributes?.['reason']?.StringValue)).toEqual([
    'not JSON 🙂',
    'unreadable',
    'x'.repeat(1_000),
  ]);
});
