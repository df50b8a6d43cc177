import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { httpsApi } from '../../forwarder/kubernetes/https-api.ts';
import type { ClusterAccess } from '../../shared/adapters/kubernetes-access.ts';
import { RetryableError } from '../../shared/errors/kinds.ts';
import { realScheduler } from '../../shared/runtime/real-scheduler.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const access: ClusterAccess = {
    server: `http://127.0.0.1:${port}/base`,
    name: 'test',
    credentials: async () => ({ headers: { authorization: 'Bearer abc' }, tls: {} }),
  };
  const api = httpsApi(access, realScheduler());
  closing.push(() => {
    api.close();
    server.closeAllConnections();
    server.close();
  });
  return { api, server };
}

const get = { method: 'GET', path: '/api/v1/namespaces' } as const;

describe('the API of a cluster', () => {
  it('is asked with credentials, query and body, and any status is an answer', async () => {
    const seen: unknown[] = [];
    const { api } = await serve((request, response) => {
      const { method, url, headers } = request;
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({ method, url, body, type: headers['content-type'], as: headers.authorization });
        response.writeHead(429, { 'Retry-After': '7' }).end('slow down');
      });
    });
    const answer = await api.send({
      method: 'PATCH',
      path: '/api/v1/x',
      query: { fieldManager: 'a b' },
      body: { ä: 1 },
      contentType: 'application/merge-patch+json',
    });
    expect([answer.status, answer.headers['retry-after'], await answer.text()]).toEqual([429, '7', 'slow down']);
    const url = '/base/api/v1/x?fieldManager=a+b';
    const type = 'application/merge-patch+json';
    expect(seen).toEqual([{ method: 'PATCH', url, body: '{"ä":1}', type, as: 'Bearer abc' }]);
  });

  it('reads what is compressed', async () => {
    const { api } = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000)));
    });
    expect((await (await api.send(get)).text()).length).toBe(100_000);
  });

  it('frees the connection of an answer that nobody reads', async () => {
    const sockets = new Set<unknown>();
    const { api, server } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(randomBytes(3_000_000)));
    });
    server.on('connection', (socket) => sockets.add(socket));
    for (let turn = 0; turn < 3; turn += 1) {
      (await api.send(get)).discard();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(sockets.size).toBe(1);
  });

  it('gives lines as they come, whole, and drops one that has no end', async () => {
    const { api } = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBeUndefined();
      const euro = Buffer.from('{"c":"€"}\n');
      response.write('{"a":1}\n{"b"');
      setTimeout(() => response.write(Buffer.concat([Buffer.from(':2}\n\n'), euro.subarray(0, 7)])), 20);
      setTimeout(() => response.write(euro.subarray(7)), 40);
      setTimeout(() => response.end('{"half'), 60);
    });
    const lines: string[] = [];
    const answer = await api.send({ ...get, query: { watch: 'true' } });
    for await (const line of answer.lines()) lines.push(line);
    expect(lines).toEqual(['{"a":1}', '{"b":2}', '{"c":"€"}']);
  });

  it('does not read on while nobody asks', async () => {
    let written = 0;
    const { api } = await serve((_, response) => {
      const line = `${'x'.repeat(65_535)}\n`;
      const more = (): void => {
        while (written < 20_000 && response.write(line)) written += 1;
        if (written < 20_000) response.once('drain', more);
      };
      more();
    });
    const answer = await api.send({ ...get, query: { watch: 'true' } });
    const lines = answer.lines()[Symbol.asyncIterator]();
    await lines.next();
    for (let turns = 0; turns < 300; turns += 1) await turn();
    expect(written).toBeLessThan(1_000);
    await lines.return?.();
  });

  it('does not wait for an answer beyond its deadline', async () => {
    const { api } = await serve(() => undefined);
    await expect(api.send({ ...get, deadlineMs: 30 })).rejects.toThrow('GET /api/v1/namespaces: no answer in time');
  });

  it('does not wait for the rest of a text either, and waits for lines', async () => {
    const { api } = await serve((_, response) => {
      response.write('begun\n');
      setTimeout(() => response.end('ended\n'), 200);
    });
    const text = await api.send({ ...get, deadlineMs: 60 });
    await expect(text.text()).rejects.toThrow('no answer in time');
    const answer = await api.send({ ...get, deadlineMs: 60 });
    const lines: string[] = [];
    for await (const line of answer.lines()) lines.push(line);
    expect(lines).toEqual(['begun', 'ended']);
  });

  it.each<['cut' | 'abort']>([['cut'], ['abort']])('says so when the stream ends by %s', async (how) => {
    const abort = new AbortController();
    const { api } = await serve((_, response) => {
      response.write('one\n');
      if (how === 'cut') setTimeout(() => response.destroy(), 20);
      else setTimeout(() => abort.abort(), 20);
    });
    const answer = await api.send({ ...get, signal: abort.signal });
    const lines: string[] = [];
    const read = async (): Promise<void> => {
      for await (const line of answer.lines()) lines.push(line);
    };
    await expect(read()).rejects.toThrow(RetryableError);
    expect(lines).toEqual(['one']);
  });

  it('says so when nobody listens', async () => {
    const { api, server } = await serve(() => undefined);
    server.close();
    await once(server, 'close');
    await expect(api.send({ method: 'POST', path: '/x' })).rejects.toMatchObject({
      name: 'RetryableError',
      ambiguous: true,
      message: 'POST /x: ECONNREFUSED',
    });
  });
});
