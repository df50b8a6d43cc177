import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventBridge } from '../../shared/adapters/eventbridge.ts';
import { factsOn } from '../../shared/adapters/facts-eventbridge.ts';
import type { Fact } from '../../shared/runtime/facts.ts';
import { type EventBusServer, serveEventBus } from './event-bus-server.ts';

let server: EventBusServer;

beforeAll(async () => {
  server = await serveEventBus();
});
beforeEach(() => server.clear());
afterAll(() => server.close());

const bus = () =>
  eventBridge({
    busName: 'firstlight',
    client: {
      endpoint: server.endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    },
  });
const entry = (source: string, detail = '{}') => ({ source, detailType: 'ObjectRanges.v1', detail });

describe('the bus', () => {
  it('puts entries as they are', async () => {
    expect(await bus().put([entry('a', '{"x":1}')])).toEqual([{ ok: true }]);
    expect(server.taken).toEqual([
      { EventBusName: 'firstlight', Source: 'a', DetailType: 'ObjectRanges.v1', Detail: '{"x":1}' },
    ]);
  });

  it.each([
    ['ThrottlingException', true],
    ['InternalFailure', true],
    ['NotAuthorizedForSourceException', true],
    ['AccessDeniedException', true],
    ['MalformedDetail', false],
    ['InvalidArgument', false],
  ])('tells of each entry whether %s may pass, and the others are taken', async (code, retryable) => {
    server.failing = new Map([['bad', code]]);
    const results = await bus().put([entry('a'), entry('bad'), entry('c')]);
    expect(results).toEqual([{ ok: true }, { ok: false, retryable, code }, { ok: true }]);
    expect(server.taken.map(({ Source }) => Source)).toEqual(['a', 'c']);
  });

  it('asks for each entry alone when one has all refused', async () => {
    const huge = entry('huge', JSON.stringify('x'.repeat(300_000)));
    expect(await bus().put([entry('a'), huge, entry('c')])).toEqual([
      { ok: true },
      { ok: false, retryable: false, code: 'ValidationException' },
      { ok: true },
    ]);
    expect(await bus().put([huge])).toEqual([{ ok: false, retryable: false, code: 'ValidationException' }]);
  });

  it('is there, or the SDK says why not', async () => {
    await bus().describe();
    server.refusing = 'ResourceNotFoundException';
    await expect(bus().describe()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('throws where nothing is known of any entry, after one attempt', async () => {
    const nobody = eventBridge({
      busName: 'b',
      client: {
        endpoint: 'http://127.0.0.1:1',
        region: 'eu-central-1',
        credentials: { accessKeyId: 'k', secretAccessKey: 's' },
      },
    });
    await expect(nobody.put([entry('a')])).rejects.toThrow();
  });
});

describe('facts', () => {
  const fact = (index: number): Fact => ({
    type: 'GuardTripped',
    scope: `cluster:c${index}`,
    sinceMs: 0,
    fromMs: 0,
    message: '',
  });

  it('are told ten at a time', async () => {
    await factsOn(bus(), () => 0).publish(Array.from({ length: 23 }, (_, index) => fact(index)));
    expect([server.requests, server.taken.length]).toEqual([3, 23]);
    expect(server.taken[0]).toMatchObject({ Source: 'firstlight', DetailType: 'GuardTripped' });
  });

  it('are told for ten seconds at most', async () => {
    let nowMs = 0;
    await factsOn(bus(), () => (nowMs += 4_000)).publish(Array.from({ length: 100 }, (_, index) => fact(index)));
    expect(server.taken.length).toBe(20);
  });
});
