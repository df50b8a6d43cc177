import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Handle } from './faults.ts';

export interface RunningServer {
  /** e.g. `http://127.0.0.1:4570`, to be given to the SDK as its endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a model (or one behind faults) over HTTP on 127.0.0.1; port 0 takes any free one. `clock` gives the time in ms. */
export async function serveRoute53(
  model: { readonly handle: Handle },
  { port, clock }: { readonly port: number; readonly clock: () => number },
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    answer(model, { request, response, clock }).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the Route 53 server has no TCP port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly clock: () => number;
}

async function answer(model: { readonly handle: Handle }, { request, response, clock }: Exchange): Promise<void> {
  const body = await text(request);
  const url = new URL(request.url ?? '/', 'http://route53');
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
  const answered = model.handle(
    {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(headers),
      body,
    },
    clock(),
  );
  if (answered.lateMs !== undefined) await sleep(answered.lateMs, undefined, { ref: false });
  if (answered.status === 0) response.destroy();
  else response.writeHead(answered.status, answered.headers).end(answered.body);
}
