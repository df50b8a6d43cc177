import { once } from 'node:events';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { createGunzip } from 'node:zlib';
import type { ClusterAccess, Credentials } from '#shared/adapters/kubernetes-access.ts';
import type { Scheduler } from '#shared/domain/clock.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { ApiAnswer, ApiRequest, KubernetesApi } from './api.ts';
import { linesOf } from './lines.ts';
import { timelyCredentials } from './timely-credentials.ts';

const deadlineMs = 10_000;
/** A connection that nobody used for this long may have been forgotten by something between. */
const keepAliveMs = 30_000;

/** The API over HTTP/1.1: a watch has a connection of its own, so that a slow one holds up no other. */
export function httpsApi(access: ClusterAccess, scheduler: Scheduler): KubernetesApi & { close(): void } {
  const keep = { keepAlive: true, keepAliveMsecs: keepAliveMs, maxFreeSockets: 4 };
  const secure = access.server.startsWith('https:');
  const agent = secure ? new HttpsAgent(keep) : new HttpAgent(keep);
  const credentialsFor = timelyCredentials(access, scheduler);
  return {
    async send(request) {
      const call = new Call(request, scheduler);
      try {
        const { signal } = call;
        const credentials = await credentialsFor(signal);
        return await call.answer(open({ access, request, credentials, agent, signal }));
      } catch (cause) {
        call.end();
        throw call.explain(cause);
      }
    },
    close: () => agent.destroy(),
  };
}

interface Opening {
  readonly access: ClusterAccess;
  readonly request: ApiRequest;
  readonly credentials: Credentials;
  readonly agent: HttpAgent;
  readonly signal: AbortSignal;
}

async function open({ access, request, credentials, agent, signal }: Opening): Promise<IncomingMessage> {
  const url = new URL(`${access.server}${request.path}`);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const headers = {
    accept: 'application/json',
    // A compressed stream of events would be told in blocks, late.
    ...(request.query?.['watch'] === 'true' ? {} : { 'accept-encoding': 'gzip' }),
    'user-agent': 'firstlight-forwarder',
    ...credentials.headers,
    ...(body === undefined
      ? {}
      : {
          'content-type': request.contentType ?? 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        }),
  };
  const options = { method: request.method, headers, agent: credentials.agent ?? agent, signal, ...credentials.tls };
  const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options);
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  // Whoever reads it hears of the end of the connection there; nobody must hear of it twice.
  sent.on('error', () => undefined);
  return answer;
}

/** One request with its deadline, until its answer is read. */
class Call {
  readonly #request: ApiRequest;
  readonly #abort = new AbortController();
  readonly #cancel: () => void;
  #late = false;

  constructor(request: ApiRequest, scheduler: Scheduler) {
    this.#request = request;
    this.#cancel = scheduler.after(request.deadlineMs ?? deadlineMs, () => {
      this.#late = true;
      this.#abort.abort();
    });
  }

  get signal(): AbortSignal {
    const { signal } = this.#request;
    return signal === undefined ? this.#abort.signal : AbortSignal.any([signal, this.#abort.signal]);
  }

  async answer(opening: Promise<IncomingMessage>): Promise<ApiAnswer> {
    const message = await opening;
    const zipped = message.headers['content-encoding'] === 'gzip';
    // Not before somebody reads it: what is unzipped for nobody would stop the connection.
    const body = (): AsyncIterable<Buffer> => (zipped ? unzip(message) : message);
    const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
    return {
      status: message.statusCode ?? 0,
      headers: Object.fromEntries(headers),
      text: async () => Buffer.concat(await this.#all(body())).toString('utf8'),
      lines: () => {
        this.#cancel();
        return this.#explained(linesOf(body()));
      },
      discard: () => {
        this.#cancel();
        message.on('error', () => undefined);
        message.resume();
      },
    };
  }

  end(): void {
    this.#cancel();
    this.#abort.abort();
  }

  explain(cause: unknown): RetryableError {
    const { method, path } = this.#request;
    if (cause instanceof RetryableError) return cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const why = this.#late ? 'no answer in time' : this.#request.signal?.aborted ? 'ended by us' : code;
    return new RetryableError(`${method} ${path}: ${why}`, { cause, ambiguous: method !== 'GET' });
  }

  async #all(body: AsyncIterable<Buffer>): Promise<Buffer[]> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.#explained(body)) chunks.push(chunk);
    return chunks;
  }

  async *#explained<Piece>(pieces: AsyncIterable<Piece>): AsyncIterable<Piece> {
    try {
      yield* pieces;
    } catch (cause) {
      throw this.explain(cause);
    } finally {
      this.#cancel();
    }
  }
}

function unzip(message: IncomingMessage): AsyncIterable<Buffer> {
  const gunzip = createGunzip();
  message.on('error', (error) => gunzip.destroy(error));
  return message.pipe(gunzip);
}
