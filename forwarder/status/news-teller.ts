import type { Clock } from '#shared/domain/clock.ts';
import { fullBucket, takeBlock } from '#shared/runtime/token-bucket.ts';
import type { KubernetesApi } from '../kubernetes/api.ts';
import { readAnswer } from './answer.ts';
import { eventName, eventObject, type News, type Regarded, seriesPatch } from './plan/news.ts';
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
/** What waits for its turn. */
const waitingLimit = 1_000;
/** The same news of the same object is told again no sooner. */
const againMs = 600_000;
/** Names remembered; the API server keeps events for an hour unless told. */
const rememberedLimit = 5_000;

interface Told {
  readonly atMs: number;
  readonly count: number;
}

/** Writes Events: each thing once, a limited number a second; what is repeated raises a count. */
export class NewsTeller {
  readonly #options: NewsTellerOptions;
  readonly #waiting = new Map<string, News>();
  readonly #told = new Map<string, Told>();
  #bucket;
  #counts = { events: 0, eventsDropped: 0 };

  constructor(options: NewsTellerOptions) {
    this.#options = options;
    this.#bucket = fullBucket(rate, options.clock.monotonic());
  }

  get counts(): { readonly events: number; readonly eventsDropped: number } {
    return this.#counts;
  }

  add(news: News): void {
    const id = JSON.stringify([news.source, news.reason, news.note]);
    if (!this.#waiting.has(id) && this.#waiting.size >= waitingLimit) this.#counts.eventsDropped += 1;
    else this.#waiting.set(id, news);
  }

  /** Tells as much as it may now. What cannot be told is dropped. @throws RetryableError where there is no answer */
  async tell(): Promise<void> {
    for (const [id, news] of [...this.#waiting]) {
      if (this.#options.isStopped()) return;
      const regarded = this.#options.objects.find(news.source);
      if (regarded === undefined || !this.#isDue(news, regarded)) {
        this.#waiting.delete(id);
        continue;
      }
      if (!this.#mayCall()) return;
      this.#waiting.delete(id);
      await this.#write(news, regarded);
    }
  }

  #isDue(news: News, { uid }: Regarded): boolean {
    const told = this.#told.get(eventName(news, uid));
    return told === undefined || this.#options.clock.monotonic() - told.atMs >= againMs;
  }

  #mayCall(): boolean {
    const nowMs = this.#options.clock.monotonic();
    const { bucket, granted } = takeBlock(this.#bucket, rate, { wanted: 1, nowMs });
    this.#bucket = bucket;
    return granted > 0;
  }

  async #write(news: News, regarded: Regarded): Promise<void> {
    const { api, clock, instance, troubles } = this.#options;
    const folder = `/apis/events.k8s.io/v1/namespaces/${encodeURIComponent(news.source.namespace)}/events`;
    const name = eventName(news, regarded.uid);
    const body = eventObject(news, regarded, { instance, nowMs: clock.now() });
    const first = await readAnswer(await api.send({ method: 'POST', path: folder, body }), 'events');
    const count = (this.#told.get(name)?.count ?? 1) + 1;
    const again = {
      method: 'PATCH',
      path: `${folder}/${encodeURIComponent(name)}`,
      contentType: 'application/merge-patch+json',
      body: seriesPatch(count, clock.now()),
    } as const;
    const answer = first.what === 'exists' ? await readAnswer(await api.send(again), 'events') : first;
    if (answer.what === 'done') {
      this.#counts.events += 1;
      this.#remember(name, { atMs: clock.monotonic(), count: first.what === 'exists' ? count : 1 });
      troubles.end('events');
      return;
    }
    this.#counts.eventsDropped += 1;
    // A namespace that goes takes its events along.
    if (answer.what === 'noNamespace') return;
    troubles.begin(
      'events',
      `Events cannot be written (needed are create and patch on events.events.k8s.io): ${answer.message}`,
    );
  }

  #remember(name: string, told: Told): void {
    this.#told.delete(name);
    this.#told.set(name, told);
    const [oldest] = this.#told.keys();
    if (this.#told.size > rememberedLimit && oldest !== undefined) this.#told.delete(oldest);
  }
}
