import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sqsQueues } from '../../shared/adapters/queues-sqs.ts';
import { listDeadLetters, redrive } from '../../shared/commands/dead-letters.ts';
import { type SqsServer, serveSqs } from './sqs-server.ts';

let server: SqsServer;
beforeAll(async () => {
  server = await serveSqs();
});
beforeEach(() => server.clear());
afterAll(() => server.close());

const queues = () =>
  sqsQueues({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
const places = () => ({
  queues: queues(),
  queueUrls: { intake: server.queue('intake'), dns: server.queue('dns') },
  deadLetterUrls: { intake: server.queue('intake-dead'), dns: server.queue('dns-dead') },
});

describe('dead letters', () => {
  it('are listed with their reasons, and lie there as before', async () => {
    const here = places();
    server.put('intake-dead', '{"x"', { reason: 'Unparsable: no event' });
    server.put('intake-dead', '{}', { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'no right', RULE_ARN: 'arn' });
    server.put('dns-dead', '{"lane":"dns:Z1"}');
    for (let twice = 0; twice < 2; twice += 1) {
      expect(await listDeadLetters(here)).toMatchObject([
        {
          queue: 'intake',
          count: 2,
          letters: [
            { reason: 'Unparsable: no event', body: '{"x"' },
            { reason: 'EventBridge could not deliver it: NO_PERMISSIONS no right' },
          ],
        },
        { queue: 'dns', count: 1, letters: [{ reason: expect.stringContaining('its log tells why') }] },
      ]);
    }
  });

  it('are shown up to a hundred, and counted beyond', async () => {
    const here = places();
    for (let index = 0; index < 130; index += 1) server.put('dns-dead', `{"n":${index}}`);
    const [, dns] = await listDeadLetters(here);
    expect([dns?.count, dns?.letters.length]).toEqual([130, 100]);
    expect(await queues().look(server.queue('dns-dead'))).toMatchObject({ visible: 130, inFlight: 0 });
  });

  it('of one queue go back where they came from, and no others', async () => {
    const here = places();
    const bodies = Array.from({ length: 23 }, (_, index) => `{"n":${index}}`);
    for (const body of bodies) server.put('intake-dead', body, { reason: 'UnknownVersion: newer' });
    server.put('dns-dead', '{}');
    const answer = await redrive(here, 'intake');
    expect(answer).toMatchObject({ message: 'sent 23 messages back to intake', left: 0 });
    expect(server.bodies('intake')).toEqual(bodies);
    expect([server.bodies('intake-dead'), server.bodies('dns-dead'), server.bodies('dns')]).toEqual([[], ['{}'], []]);
  });

  it('that come back at once are not sent for ever', async () => {
    const here = places();
    server.put('dns-dead', 'bad');
    // The dns queue is its own dead letters: whatever is sent there is there again.
    const answer = await redrive({ ...here, queueUrls: { dns: server.queue('dns-dead') } }, 'dns');
    expect(answer).toMatchObject({ left: 1, message: expect.stringContaining('1 came since, or came back') });
    expect(server.bodies('dns-dead')).toEqual(['bad']);
  });

  it('that are not there are none to send back; a queue that nobody knows is named with those there are', async () => {
    const here = places();
    expect(await redrive(here, 'dns')).toMatchObject({ message: 'dns has no dead letters to send back', sent: [] });
    await expect(redrive(here, 'dms')).rejects.toThrow('there is no queue "dms": write intake or dns');
  });
});

describe('a look at a queue', () => {
  it.each([
    ['AccessDenied', 'PermanentError'],
    ['QueueDoesNotExist', 'PermanentError'],
    ['RequestThrottled', 'ThrottledError'],
    ['InternalError', 'RetryableError'],
  ])('that is answered %s ends as %s', async (code, name) => {
    const url = server.queue('dns');
    server.refusing = code;
    await expect(queues().look(url)).rejects.toMatchObject({ name });
  });

  it('tells the far clock', async () => {
    server.aheadMs = 90_000;
    const { farMs = 0 } = await queues().look(server.queue('dns'));
    expect(Math.abs(farMs - Date.now() - 90_000)).toBeLessThan(5_000);
  });
});
