import type { Clock } from '#shared/domain/clock.ts';
import type { KubernetesApi } from '../kubernetes/api.ts';
import type { Refused } from './answer.ts';
import { EventsApi } from './events-api.ts';
import { NewsQueue, type Waiting } from './news-queue.ts';
import { Pace } from './pace.ts';
import { eventName, type News, type Regarded } from './plan/news.ts';
import type { SourceObjects } from './ports.ts';
import type { Troubles } from './troubles.ts';

export interface NewsTellerOptions {
  readonly api: KubernetesApi;
  readonly objects: SourceObjects;
  readonly clock: Clock;
  /** Of this process, as events name their writer. */
  readonly instance: string;
  readonly troubles: Troubles;
  isStopped(): boolean;
}

/** Events are a courtesy: what they say stands in the Site. A cluster's etcd is not ours to fill. */
const rate = { perSecond: 2, burst: 50 } as const;
/** The same news of the same object is told again no sooner; what happened waits no longer for its object to be known. */
const againMs = 600_000;
/** Names remembered; the API server keeps events for an hour unless told. */
const rememberedLimit = 5_000;

/** Writes Events: each thing once, a limited number a second; what is repeated raises a count. */
export class NewsTeller {
  readonly #options: NewsTellerOptions;
  readonly #events: EventsApi;
  readonly #pace: Pace;
  readonly #queue = new NewsQueue();
  readonly #toldMs = new Map<string, number>();
  /** Namespaces that refused, and when. */
  readonly #refusedMs = new Map<string, number>();
  #troubledMs = Number.NEGATIVE_INFINITY;
  #counts = { events: 0, eventsDropped: 0 };

  constructor(options: NewsTellerOptions) {
    this.#options = options;
    this.#events = new EventsApi(options);
    this.#pace = new Pace(rate, options.clock);
  }

  get counts(): { readonly events: number; readonly eventsDropped: number } {
    return this.#counts;
  }

  /** Something that happened. */
  add(news: News): void {
    this.#counts.eventsDropped += this.#queue.add(news, this.#options.clock.monotonic());
  }

  /** All that is so for now: each is told once, however long it takes. */
  keep(lasting: readonly News[]): void {
    this.#queue.keep(lasting, this.#options.clock.monotonic());
  }

  /** Tells as much as it may now. @throws RetryableError where there is no answer */
  async tell(): Promise<void> {
    const { clock, isStopped, objects } = this.#options;
    this.#forgetRefusals();
    for (const waiting of this.#queue.inTurn()) {
      if (isStopped()) return;
      if (this.#isPutOff(waiting)) continue;
      const regarded = objects.find(waiting.news.source);
      if (regarded === undefined) {
        // Its kind may not be listed yet.
        if (!waiting.lasts && clock.monotonic() - waiting.sinceMs >= againMs) this.#queue.remove(waiting);
      } else if (!this.#isDue(waiting.news, regarded)) this.#queue.settle(waiting);
      else if (!this.#pace.take()) return;
      else if ((await this.#write(waiting, regarded)) === 'pause') return;
    }
  }

  #isDue(news: News, { uid }: Regarded): boolean {
    const toldMs = this.#toldMs.get(eventName(news, uid));
    return toldMs === undefined || this.#options.clock.monotonic() - toldMs >= againMs;
  }

  #isPutOff({ news }: Waiting): boolean {
    const refusedMs = this.#refusedMs.get(news.source.namespace);
    return refusedMs !== undefined && this.#options.clock.monotonic() - refusedMs < againMs;
  }

  async #write(waiting: Waiting, regarded: Regarded): Promise<'pause' | undefined> {
    this.#queue.pass(waiting);
    const answer = await this.#events.write(waiting.news, regarded);
    if (answer.what !== 'done') return this.#refuse(waiting, answer);
    this.#queue.settle(waiting);
    this.#counts.events += 1;
    this.#remember(eventName(waiting.news, regarded.uid));
    return undefined;
  }

  #refuse(waiting: Waiting, { what, message }: Refused): 'pause' | undefined {
    const { namespace, name } = waiting.news.source;
    // The API server asks for a pause: the next look comes after one. What is missing or in conflict was just removed.
    if (what === 'later' || what === 'missing' || what === 'conflict') return 'pause';
    if (what === 'invalid' || what === 'noNamespace') {
      this.#queue.settle(waiting);
      this.#counts.eventsDropped += 1;
      // A namespace that goes takes its events along.
      if (what === 'noNamespace') return undefined;
      this.#begin(`an Event on ${namespace}/${name} is not taken: ${message}`);
    } else {
      this.#refusedMs.set(namespace, this.#options.clock.monotonic());
      const needed = 'needed are create and patch on events.events.k8s.io, and room in its quota';
      this.#begin(`Events cannot be written in namespace ${namespace} (${needed}): ${message}`);
    }
    return undefined;
  }

  #begin(message: string): void {
    this.#troubledMs = this.#options.clock.monotonic();
    this.#options.troubles.begin('events', message);
  }

  /** A trouble is over once nothing was refused for longer than what waits is put off. */
  #forgetRefusals(): void {
    const nowMs = this.#options.clock.monotonic();
    for (const [namespace, atMs] of this.#refusedMs) if (nowMs - atMs >= againMs) this.#refusedMs.delete(namespace);
    if (nowMs - this.#troubledMs >= 2 * againMs) this.#options.troubles.end('events');
  }

  #remember(name: string): void {
    this.#toldMs.delete(name);
    this.#toldMs.set(name, this.#options.clock.monotonic());
    const [oldest] = this.#toldMs.keys();
    if (this.#toldMs.size > rememberedLimit && oldest !== undefined) this.#toldMs.delete(oldest);
  }
}
