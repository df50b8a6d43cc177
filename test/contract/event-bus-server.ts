import { createServer } from 'node:http';
import * as z from 'zod';

/** PutEvents as EventBridge takes it (API reference; AWS JSON protocol 1.1): 1 to 10 entries, 256 KB. */
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
export type PutEntry = z.infer<typeof PutEvents>['Entries'][number];

/** What requests ask for, by the operation that their header names. */
const isDescribe = (target: unknown): boolean => target === 'AWSEvents.DescribeEventBus';

export interface EventBusServer {
  readonly endpoint: string;
  readonly taken: PutEntry[];
  requests: number;
  /** The code of an entry's failure, by its source. */
  failing: ReadonlyMap<string, string>;
  /** The code with which every request is refused. */
  refusing: string | undefined;
  /** As after the start. */
  clear(): void;
  close(): Promise<void>;
}

/** A bus that is spoken to as EventBridge is, on a free port of 127.0.0.1. */
export async function serveEventBus(): Promise<EventBusServer> {
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      server.requests += 1;
      const describes = isDescribe(request.headers['x-amz-target']);
      const put = PutEvents.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
      const refusal = server.refusing ?? (put.success || describes ? undefined : 'ValidationException');
      response.writeHead(refusal === undefined ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(refusal === undefined ? answerTo(put.data?.Entries ?? []) : { __type: refusal }));
    });
  });
  const answerTo = (entries: readonly PutEntry[]): object => {
    const results = entries.map((entry) => {
      const code = server.failing.get(entry.Source);
      if (code === undefined) server.taken.push(entry);
      return code === undefined ? { EventId: 'id' } : { ErrorCode: code, ErrorMessage: 'no' };
    });
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  };
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const server: EventBusServer = {
    endpoint: `http://127.0.0.1:${address.port}`,
    taken: [],
    requests: 0,
    failing: new Map(),
    refusing: undefined,
    clear() {
      server.taken.length = 0;
      Object.assign(server, { requests: 0, failing: new Map(), refusing: undefined });
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}
