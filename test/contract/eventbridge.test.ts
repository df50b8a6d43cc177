import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { eventBridge } from '../../shared/adapters/eventbridge.ts';
import { factsOn } from '../../shared/adapters/facts-eventbridge.ts';
import type { Fact } from '../../shared/runtime/facts.ts';

/** PutEvents as EventBridge takes it (API reference; AWS JSON protocol 1.1): 1 to 10 entries, 256 KB, detail an object. */
const PutEvents = z.object({
  Entries: z
    .array(
      z.object({
        EventBusName: z.string().min(1),
        Source: z.string().min(1),
        DetailType: z.string().min(1),
        Detail: z.string(),
      }),
    )
    .min(1)
    .max(10)
    .refine((entries) => JSON.stringify(entries).length <= 262_144),
});
type Entry = z.infer<typeof PutEvents>['Entries'][number];

const taken: Entry[] = [];
let requests = 0;
/** The code of an entry's failure, by its source. */
let failing: ReadonlyMap<string, string> = new Map();
let server: Server;
let endpoint = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests += 1;
      const put = PutEvents.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(put.success ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(put.success ? answerTo(put.data.Entries) : { __type: 'ValidationException' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  endpoint = `http://127.0.0.1:${address.port}`;
});
beforeEach(() => {
  taken.length = 0;
  requests = 0;
  failing = new Map();
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

function answerTo(entries: readonly Entry[]): object {
  const results = entries.map((entry) => {
    const code = failing.get(entry.Source);
    if (code === undefined) taken.push(entry);
    return code === undefined ? { EventId: 'id' } : { ErrorCode: code, ErrorMessage: 'no' };
  });
  return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
}

const bus = () =>
  eventBridge({
    busName: 'firstlight',
    client: { endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'key', secretAccessKey: 'secret' } },
  });
const entry = (source: string, detail = '{}') => ({ source, detailType: 'ObjectRanges.v1', detail });

describe('the bus', () => {
  it('puts entries as they are', async () => {
    expect(await bus().put([entry('a', '{"x":1}')])).toEqual([{ ok: true }]);
    expect(taken).toEqual([
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
    failing = new Map([['bad', code]]);
    const results = await bus().put([entry('a'), entry('bad'), entry('c')]);
    expect(results).toEqual([{ ok: true }, { ok: false, retryable, code }, { ok: true }]);
    expect(taken.map(({ Source }) => Source)).toEqual(['a', 'c']);
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
    expect([requests, taken.length]).toEqual([3, 23]);
    expect(taken[0]).toMatchObject({ Source: 'firstlight', DetailType: 'GuardTripped' });
  });

  it('are told for ten seconds at most', async () => {
    let nowMs = 0;
    await factsOn(bus(), () => (nowMs += 4_000)).publish(Array.from({ length: 100 }, (_, index) => fact(index)));
    expect(taken.length).toBe(20);
  });
});
