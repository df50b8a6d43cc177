import type { Scheduler } from '#shared/domain/clock.ts';
import type { WatchedKind } from '../joins/watched-kinds.ts';
import type { KubernetesApi } from './api.ts';
import { BrokenWatchError, breakOfError, breakOfRefusal } from './broken-watch.ts';
import type { FollowTimes } from './follow-times.ts';
import type { Gate } from './gate.ts';
import type { KindNews } from './kind-news.ts';
import { type KindSink, KindTeller } from './kind-teller.ts';
import { listPages, pageLimit } from './list-pages.ts';
import type { Next } from './pace.ts';
import { collectionPath } from './paths.ts';
import { readStream, type StreamEnd } from './stream.ts';
import type { WatchEvent } from './watch-event.ts';

export interface WatchOptions {
  readonly kind: WatchedKind;
  readonly api: KubernetesApi;
  readonly scheduler: Scheduler;
  /** From 0 (included) to 1. */
  random(): number;
  readonly times: FollowTimes;
  readonly gate: Gate;
  readonly sink: KindSink;
  readonly signal: AbortSignal;
  readonly news: KindNews;
  /** The state is another one, or has another reason. */
  changed(news: KindNews): void;
}

/** The lists and watches of one kind, and how far they have come. */
export class KindWatch {
  readonly #options: WatchOptions;
  readonly #teller: KindTeller;
  #version = '';
  /** Everything up to this resource version has been told. */
  #from: string | undefined;
  /** The server does not stream lists. */
  #paged = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#teller = new KindTeller(options);
  }

  /** The next round lists. */
  forget(): void {
    this.#from = undefined;
  }

  /** One connection's worth. @throws BrokenWatchError, RetryableError */
  async round(): Promise<Next> {
    if (this.#from !== undefined) return this.#ended(await this.#stream({ resourceVersion: this.#from }));
    this.#version = await this.#teller.begin();
    if (this.#paged) return this.#list();
    // List and watch in one, consistent because no resource version is named (Kubernetes API concepts, "Streaming lists").
    const end = await this.#stream({ sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' });
    if (!this.#teller.isGathering) return this.#ended(end);
    // Older servers refuse it, or give a stream whose beginning never ends.
    this.#paged = end.how === 'refused' ? end.refusal.what === 'unsupported' : end.how !== 'cut';
    return this.#paged ? 'at once' : this.#ended(end);
  }

  async #list(): Promise<Next> {
    const { api, kind, signal } = this.#options;
    const teller = this.#teller;
    const found = await listPages({
      api,
      path: this.#path,
      limit: pageLimit,
      signal,
      take: (object) => teller.there(object),
      restart: () => teller.restart(),
    });
    if (typeof found !== 'string') throw new BrokenWatchError(breakOfRefusal(found, 'list', kind));
    await this.#listed(found);
    return 'at once';
  }

  async #listed(resourceVersion: string): Promise<void> {
    await this.#teller.end();
    const { news, changed } = this.#options;
    news.lists += 1;
    if (news.told('listed', '')) changed(news);
    this.#goOn(resourceVersion);
  }

  #stream(query: Readonly<Record<string, string>>): Promise<StreamEnd> {
    const { times, random } = this.#options;
    const seconds = Math.ceil((times.watchMs * (1 + random())) / 1_000);
    return readStream({
      ...this.#options,
      path: this.#path,
      query: { ...query, allowWatchBookmarks: 'true', timeoutSeconds: String(seconds) },
      idleMs: times.idleMs,
      take: (event) => this.#take(event),
    });
  }

  async #take(event: WatchEvent): Promise<void> {
    if (event.what === 'unreadable') throw new BrokenWatchError({ what: 'list', ending: 'failed', afterMs: 0 });
    if (event.what === 'error') throw new BrokenWatchError(breakOfError(event.code));
    if (event.what === 'bookmark') {
      if (this.#teller.isGathering) return event.initialEnd ? this.#listed(event.resourceVersion) : undefined;
      return this.#goOn(event.resourceVersion);
    }
    this.#options.news.events += 1;
    if (event.what === 'there') this.#teller.there(event.object);
    else await this.#teller.gone(event.object);
    if (!this.#teller.isGathering) this.#goOn(event.resourceVersion);
  }

  #goOn(resourceVersion: string): void {
    this.#from = resourceVersion;
    this.#options.news.heard(this.#options.scheduler.monotonic());
  }

  #ended(end: StreamEnd): Next {
    if (end.how === 'refused') throw new BrokenWatchError(breakOfRefusal(end.refusal, 'watch', this.#options.kind));
    this.#options.news.ended(end.how);
    // Silence may be that of a server whose past is not ours any more: only a list shows that.
    if (end.how === 'idle') this.#from = undefined;
    return end.how === 'cut' ? { afterMs: 0 } : 'go on';
  }

  get #path(): string {
    return collectionPath(this.#options.kind, this.#version);
  }
}
