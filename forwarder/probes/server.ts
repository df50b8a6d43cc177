import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Scheduler } from '#shared/domain/clock.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { Listen } from '../process/listen.ts';
import type { Replica } from '../process/replica.ts';
import { figuresOf } from './figures.ts';
import { writeMetrics } from './metrics-text.ts';
import { isAlive, isReady } from './verdict.ts';

export interface ProbesOptions {
  readonly listen: Listen;
  readonly replica: Replica;
  readonly scheduler: Scheduler;
  /** Wall clock. */
  readonly startedMs: number;
}

export interface Probes {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers `/healthz`, `/readyz` and `/metrics`, and nothing else.
 * @throws UsageError when the address cannot be listened on
 */
export async function serveProbes({ listen, ...about }: ProbesOptions): Promise<Probes> {
  const server = createServer((request, response) => {
    const answer = answerTo(request.url?.split('?')[0] ?? '', about);
    const type = answer.metrics ? 'text/plain; version=0.0.4; charset=utf-8' : 'text/plain; charset=utf-8';
    response.writeHead(request.method === 'GET' ? answer.status : 405, { 'content-type': type }).end(answer.body);
  });
  const where = `${listen.host ?? '*'}:${listen.port}`;
  try {
    server.listen({ port: listen.port, ...(listen.host === undefined ? {} : { host: listen.host }) });
    await once(server, 'listening');
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE' ? 'is in use' : String(cause);
    throw new UsageError(`--listen ${where} ${why}: choose another port, 0 takes any free one`, { cause });
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : listen.port,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly metrics?: true;
}

function answerTo(path: string, { replica, scheduler, startedMs }: Omit<ProbesOptions, 'listen'>): Answer {
  const figures = () => figuresOf(replica, { scheduler, startedMs });
  if (path === '/metrics') return { status: 200, body: writeMetrics(figures()), metrics: true };
  if (path !== '/healthz' && path !== '/readyz') return { status: 404, body: 'see /healthz, /readyz and /metrics\n' };
  const { ok, why } = path === '/healthz' ? isAlive(figures()) : isReady(figures());
  return { status: ok ? 200 : 503, body: `${why}\n` };
}
