import type { Scheduler } from '#shared/domain/clock.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { ApiAnswer, ApiRequest, KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { History, type Raw } from './history.ts';
import { LineStream, statusAnswer, textAnswer } from './line-stream.ts';

/** What may go wrong at a request, or at the next line of a watch. */
export type ApiFault = 'none' | 'lost' | 'error' | 'busy' | 'cut' | 'end' | 'hang';

export interface ApiModelOptions {
  readonly scheduler: Scheduler;
  /** Asked at each request and before each event of a watch. */
  fault?(): ApiFault;
  /** Older servers know no streamed lists. */
  readonly streams?: boolean;
}

interface Watch {
  readonly path: string;
  readonly stream: LineStream;
  hangs: boolean;
}

const bookmarkMs = 60_000;
/** Lines that the server holds for a slow reader before it gives it up (Kubernetes 1.35: some megabytes). */
const backlogLimit = 100;

/**
 * The list and watch of kube-apiserver 1.35, in virtual time, as the real one was seen to behave; what it does is stated
 * in test/real/kubernetes, which the real one passes.
 */
export class ApiModel implements KubernetesApi {
  readonly history = new History();
  /** Collections that are not served. */
  readonly absent = new Set<string>();
  readonly forbidden = new Set<`${'list' | 'watch' | 'get'} ${string}`>();
  readonly requests: ApiRequest[] = [];
  /** Called before each list, and each further page of one. */
  beforeList: (further: boolean) => void = () => undefined;
  /** As a server that does not know what it is asked for: streams begin, and never say that all is told. */
  endless = false;
  readonly #options: ApiModelOptions;
  #watches: Watch[] = [];

  constructor(options: ApiModelOptions) {
    this.#options = options;
    this.#bookmark();
  }

  write(path: string, key: string, object: Raw | undefined): void {
    const change = this.history.write(path, key, object);
    if (change === undefined) return;
    for (const watch of this.#watches) {
      if (watch.path !== path || watch.hangs) continue;
      this.#disturb(watch);
      if (!watch.hangs) watch.stream.push({ type: change.type, object: change.object });
      if (watch.stream.backlog > backlogLimit) watch.stream.end();
    }
  }

  /** Every watch ends; the past is forgotten. */
  restart(): void {
    this.cutAll();
    this.history.compact();
  }

  /** Every connection breaks. */
  cutAll(): void {
    for (const { stream } of this.#watches) stream.cut();
  }

  /** Every watch is told this. */
  say(event: object): void {
    for (const { stream } of this.#watches) stream.push(event);
  }

  async send(request: ApiRequest): Promise<ApiAnswer> {
    this.requests.push(request);
    const { path, query = {}, signal } = request;
    const fault = this.#options.fault?.() ?? 'none';
    if (fault === 'hang') await this.#deadline(request);
    if (fault === 'lost' || signal?.aborted) throw new RetryableError(`${path}: no answer`);
    if (fault === 'error') return statusAnswer(500, 'InternalError', 'etcdserver: leader changed');
    if (fault === 'busy')
      return textAnswer(429, 'Too many requests, please try again later.\n', { 'retry-after': '1' });
    const one = path.includes('/customresourcedefinitions/');
    const verb = one ? 'get' : query['watch'] === 'true' ? 'watch' : 'list';
    if (this.forbidden.has(`${verb} ${path}`)) return statusAnswer(403, 'Forbidden', `cannot ${verb} ${path}`);
    if (one) return this.#one(path);
    if (this.absent.has(path)) return textAnswer(404, '404 page not found\n');
    if (verb === 'watch') return this.#watch(request, query);
    this.beforeList(query['continue'] !== undefined);
    return this.#list(path, query);
  }

  async #deadline({ deadlineMs = 10_000, signal }: ApiRequest): Promise<never> {
    await new Promise<void>((resolve) => {
      this.#options.scheduler.after(deadlineMs, resolve);
      signal?.addEventListener('abort', () => resolve());
    });
    throw new RetryableError('no answer in time');
  }

  #one(path: string): ApiAnswer {
    const at = path.lastIndexOf('/');
    const found = this.history.at(path.slice(0, at)).get(`/${path.slice(at + 1)}`);
    return found === undefined ? statusAnswer(404, 'NotFound', `${path} not found`) : textAnswer(200, found);
  }

  #list(path: string, query: Readonly<Record<string, string>>): ApiAnswer {
    const [fromRevision, after] = JSON.parse(query['continue'] ?? 'null') ?? [this.history.revision, ''];
    if (fromRevision < this.history.forgotten && query['continue'] !== undefined)
      return statusAnswer(410, 'Expired', 'The provided continue parameter is too old');
    const all = [...this.history.at(path, fromRevision)].filter(([key]) => key > after);
    const page = all.slice(0, Number(query['limit'] ?? all.length));
    const rest = all.length > page.length ? { continue: JSON.stringify([fromRevision, page.at(-1)?.[0]]) } : {};
    const items = page.map(([, { apiVersion: _, kind: __, ...item }]) => item);
    const first = all[0]?.[1];
    const named = { apiVersion: first?.['apiVersion'] ?? 'v1', kind: `${String(first?.['kind'] ?? 'Thing')}List` };
    return textAnswer(200, { ...named, metadata: { resourceVersion: String(fromRevision), ...rest }, items });
  }

  #watch({ path, signal }: ApiRequest, query: Readonly<Record<string, string>>): ApiAnswer {
    const initial = query['sendInitialEvents'] === 'true';
    if (initial && this.#options.streams === false)
      return statusAnswer(422, 'Invalid', 'sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch');
    const stream = new LineStream(signal);
    const watch: Watch = { path, stream, hangs: false };
    if (initial) this.#begin(watch);
    else this.#resume(watch, Number(query['resourceVersion'] ?? this.history.revision));
    this.#watches = [...this.#watches.filter((each) => each.stream.isOpen), watch];
    this.#options.scheduler.after(Number(query['timeoutSeconds'] ?? 1_800) * 1_000, () => stream.end());
    return stream.answer;
  }

  #begin({ path, stream }: Watch): void {
    for (const object of this.history.at(path).values()) stream.push({ type: 'ADDED', object });
    if (!this.endless) stream.push(bookmark(this.history.revision, { 'k8s.io/initial-events-end': 'true' }));
  }

  #resume(watch: Watch, revision: number): void {
    if (revision < this.history.forgotten) {
      const message = `too old resource version: ${revision} (${this.history.forgotten})`;
      watch.stream.push({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message } });
      watch.stream.end();
      return;
    }
    // A revision that is still to come is waited for, in silence.
    if (revision > this.history.revision) watch.hangs = true;
    for (const { type, object } of this.history.since(watch.path, revision)) watch.stream.push({ type, object });
  }

  #disturb(watch: Watch): void {
    const fault = this.#options.fault?.() ?? 'none';
    if (fault === 'cut' || fault === 'lost') watch.stream.cut();
    else if (fault === 'end') watch.stream.end();
    else if (fault === 'hang') watch.hangs = true;
  }

  #bookmark(): void {
    this.#options.scheduler.after(bookmarkMs, () => {
      for (const { stream, hangs } of this.#watches)
        if (!hangs && !this.endless) stream.push(bookmark(this.history.revision, {}));
      this.#bookmark();
    });
  }
}

const bookmark = (revision: number, annotations: Record<string, string>) => ({
  type: 'BOOKMARK',
  object: { metadata: { resourceVersion: String(revision), annotations } },
});
