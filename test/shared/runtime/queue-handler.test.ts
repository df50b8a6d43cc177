import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { buildOnce } from '../../../shared/runtime/cold-start.ts';
import { UnreadableMessageError } from '../../../shared/runtime/dead-letters.ts';
import { type LaneSides, laneHandler, readRing } from '../../../shared/runtime/lane-handler.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { seededRandom } from '../../support/run-drain.ts';
import { telemetryLines } from '../../support/telemetry-lines.ts';
import { type OnKey, type ToyWorld, toyCapability, toyLane, toyWorld } from '../../support/toy-capability.ts';

const eventOf = (...bodies: readonly string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({
    messageId: `m${index}`,
    receiptHandle: 'handle',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:111122223333:toy',
    awsRegion: 'eu-central-1',
  })),
});

/** The handler, its log kept to itself. */
const quiet = (handler: ReturnType<typeof laneHandler>) => async (event: SQSEvent) => {
  let answer: unknown;
  await telemetryLines(async () => {
    answer = await handler(event, lambdaContext);
  });
  return answer;
};

const ring = JSON.stringify({ lane: toyLane });
const ringed = (world: ToyWorld, letters: object[] = [], onKey?: OnKey): LaneSides => ({
  table: world.table,
  clock: world.clock,
  random: seededRandom(3),
  doorbell: { ring: async () => {} },
  capability: toyCapability(world.far, onKey),
  deadLetters: { send: async (letter) => void letters.push(letter) },
});

describe('the handler of a lane', () => {
  it('drains the lane that a ring names', async () => {
    const world = await toyWorld();
    await world.wish('a', 4);
    const handler = quiet(laneHandler('toy', async () => ringed(world)));
    expect(await handler(eventOf(ring))).toEqual({ batchItemFailures: [] });
    expect(world.far.get('a')).toBe(4);
  });

  it('puts what nobody can read to the dead letters, with the reason, and goes on', async () => {
    const world = await toyWorld();
    await world.wish('a', 4);
    const letters: object[] = [];
    const handler = quiet(laneHandler('toy', async () => ringed(world, letters)));
    const bad = ['{', '{"lane":7}', '{"lane":"dns:Z1"}'];
    expect(await handler(eventOf(...bad, ring))).toEqual({ batchItemFailures: [] });
    expect(letters).toMatchObject(bad.map((body) => ({ body, reason: expect.stringMatching(/./) })));
    expect(world.far.get('a')).toBe(4);
  });

  it('gives back only the message that failed', async () => {
    const world = await toyWorld();
    await world.wish('a');
    const handler = quiet(
      laneHandler('toy', async () => ringed(world, [], () => Promise.reject(new TypeError('a bug')))),
    );
    expect(await handler(eventOf(ring, '{'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  });

  it('builds once; a failed start is tried again by the next invocation', async () => {
    const world = await toyWorld();
    await world.wish('a', 4);
    let starts = 0;
    const handler = quiet(
      laneHandler('toy', async () => {
        starts += 1;
        if (starts === 1) throw new Error('no credentials yet');
        return ringed(world);
      }),
    );
    expect(await handler(eventOf(ring))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    for (let calls = 0; calls < 3; calls += 1) await handler(eventOf(ring));
    expect([starts, world.far.get('a')]).toEqual([2, 4]);
  });
});

describe('a cold start', () => {
  it('is shared by those who ask while it runs', async () => {
    let builds = 0;
    const build = buildOnce(async () => {
      builds += 1;
      return builds;
    });
    expect(await Promise.all([build(), build(), build()])).toEqual([1, 1, 1]);
  });
});

describe('a ring', () => {
  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"lane":""}',
    '{"lane":"toy:"}',
    `{"lane":"toy:${'x'.repeat(300)}"}`,
    '{"lane":"toys:a"}',
  ])('is none: %s', (body) => {
    expect(() => readRing(body, 'toy')).toThrow(UnreadableMessageError);
  });

  it('names its lane', () => {
    expect(readRing('{"lane":"toy:a:b","more":1}', 'toy')).toBe('toy:a:b');
  });
});
