import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { SandboxDocument } from './document.ts';

export interface Control {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * HTTP on 127.0.0.1 for other programs of this machine: `GET /sites` is the JSON document. Port 0 takes any free one.
 * Requests under another host name are refused, so that no web page reaches it through a name of its own (DNS rebinding).
 */
export async function serveControl(port: number, read: () => Promise<SandboxDocument>): Promise<Control> {
  const server = createServer((request, response) => {
    answer(request, response, read).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the control server has no TCP port');
  return {
    port: address.port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  read: () => Promise<SandboxDocument>,
): Promise<void> {
  request.resume();
  const path = (request.url ?? '/').split('?')[0];
  if (!loopback.test(request.headers.host ?? '')) return send(response, 403, { error: 'use http://127.0.0.1' });
  if (path !== '/sites') return send(response, 404, { error: 'there is only GET /sites' });
  if (request.method !== 'GET') return send(response, 405, { error: 'only GET is possible' });
  send(response, 200, await read());
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}
