import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sqsDeadLetters } from '../../shared/adapters/dead-letters-sqs.ts';
import { sqsDoorbell } from '../../shared/adapters/doorbell-sqs.ts';
import { type SqsServer, serveSqs } from './sqs-server.ts';

let server: SqsServer;
beforeAll(async () => {
  server = await serveSqs();
});
beforeEach(() => server.clear());
afterAll(() => server.close());

const clientOf = () => ({
  endpoint: server.endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
});

it('rings in the queue of the lane, after whole seconds, at most 900', async () => {
  const doorbell = sqsDoorbell({ queueUrls: { dns: server.queue('dns') }, client: clientOf() });
  await doorbell.ring('dns:Z1');
  await doorbell.ring('dns:Z1', 1.2);
  await doorbell.ring('dns:Z1', 10_000);
  await doorbell.ring('dns:Z1', -3);
  expect(server.sent.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 2, 900, 0]);
  expect(new Set(server.bodies('dns'))).toEqual(new Set(['{"lane":"dns:Z1"}']));
});

it('refuses a lane whose queue it does not know', async () => {
  const doorbell = sqsDoorbell({ queueUrls: {}, client: clientOf() });
  await expect(doorbell.ring('dns:Z1')).rejects.toThrow(/no queue .* dns:Z1/);
});

it('puts a dead letter with its reason as attribute, whatever characters it has', async () => {
  const letters = sqsDeadLetters({ queueUrl: server.queue('dead'), client: clientOf() });
  await letters.send({ body: '{', reason: 'not\u0000JSON\n🙂' });
  await letters.send({ body: '{', reason: '' });
  await letters.send({ body: '{', reason: 'x'.repeat(5_000) });
  expect(server.sent.map(({ attributes }) => attributes['reason'])).toEqual([
    'not JSON 🙂',
    'unreadable',
    'x'.repeat(1_000),
  ]);
});
