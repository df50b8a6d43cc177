import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Desk } from '#shared/commands/desk.ts';
import { CommandError, type CommandFault } from '#shared/errors/command-error.ts';
import { answersOf, ordersOf, wordsOf } from './control-routes.ts';
import type { ExampleApps } from './example-apps.ts';

export interface Control {
  readonly port: number;
  close(): Promise<void>;
}

/** HTTP on 127.0.0.1 for other programs of this machine: what `firstlight` asks and says. Port 0 takes any free one. */
export async function serveControl(port: number, desk: Desk, apps?: ExampleApps): Promise<Control> {
  const server = createServer((request, response) => {
    answer(request, { desk, ...(apps === undefined ? {} : { apps }) })
      .then(({ status, body }) => send(response, status, body))
      .catch((error: unknown) => refuse(response, error));
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

interface Answer {
  readonly status: number;
  readonly body: object;
}

interface Sides {
  readonly desk: Desk;
  readonly apps?: ExampleApps;
}

async function answer(request: IncomingMessage, { desk, apps }: Sides): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const ask = answersOf.get(url.pathname);
  const order = apps && ordersOf(apps).get(url.pathname);
  const word = wordsOf.get(url.pathname);
  const say = order ?? (word && ((body: unknown) => word(desk, body)));
  const refusal = refusalOfStranger(request) ?? refusalOfForm(request, { ask, say });
  if (refusal === undefined && say !== undefined) return succeeded(say(await readBody(request)));
  request.resume();
  return refusal ?? (ask === undefined ? nothingThere : succeeded(ask(desk, url.searchParams)));
}

const succeeded = async (body: Promise<object>): Promise<Answer> => ({ status: 200, body: await body });

const known = [
  ...[...answersOf.keys()].map((path) => `GET ${path}`),
  ...[...wordsOf.keys()].map((path) => `POST ${path}`),
];
const nothingThere: Answer = { status: 404, body: { error: `there is only ${known.join(', ')}` } };

function refusalOfForm(
  { method, headers }: IncomingMessage,
  route: { ask: unknown; say: unknown },
): Answer | undefined {
  if (route.ask === undefined && route.say === undefined) return nothingThere;
  const wanted = route.ask === undefined ? 'POST' : 'GET';
  if (method !== wanted) return { status: 405, body: { error: `only ${wanted} is possible` } };
  // A page of another origin cannot send this type without asking first (Fetch standard, "CORS-safelisted request-header").
  if (wanted === 'GET' || /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return undefined;
  return { status: 415, body: { error: 'send JSON with content-type: application/json' } };
}

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * No web page may speak here: not through a host name of its own that leads to 127.0.0.1 (DNS rebinding), and not from
 * its own origin, which a browser sends along (Fetch standard, "Origin" header).
 */
function refusalOfStranger({ headers }: IncomingMessage): Answer | undefined {
  const { host = '', origin } = headers;
  if (!loopback.test(host)) return { status: 403, body: { error: 'use http://127.0.0.1' } };
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, body: { error: 'web pages may not speak here' } };
  }
  return undefined;
}

const bodyLimitBytes = 64 * 1024;

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodyLimitBytes) throw new CommandError('invalid', 'the body is longer than 64 KB');
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new CommandError('invalid', 'the body is no JSON', { cause });
  }
}

const statusOf: Readonly<Record<CommandFault, number>> = { invalid: 400, unknown: 404, conflict: 409 };

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof CommandError)
    send(response, statusOf[error.fault], { error: error.message, fault: error.fault });
  else send(response, 500, { error: error instanceof Error ? error.message : String(error) });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}
