import type { SourceState } from '#shared/domain/objects.ts';
import { type Break, reasonOf } from './broken-watch.ts';
import { KindNews } from './kind-news.ts';
import { KindWatch, type WatchOptions } from './kind-watch.ts';
import { Nap } from './nap.ts';
import { type Next, Pace } from './pace.ts';

export type FollowerOptions = Omit<WatchOptions, 'signal' | 'news'>;

/** So many failures in a row, and the place to go on from is doubted. */
const failuresToList = 5;

/**
 * Lists one kind and watches it from there, for ever: whatever ends a watch, the next one goes on where it was, and where
 * that is forgotten all is listed again. Nothing that was missed stays missed.
 */
export class KindFollower {
  readonly news: KindNews;
  readonly #options: FollowerOptions;
  readonly #stop = new AbortController();
  readonly #watch: KindWatch;
  readonly #pace: Pace;
  readonly #nap: Nap;
  #running: Promise<void> = Promise.resolve();

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#nap = new Nap(options.scheduler);
    this.news = new KindNews(options.kind.id);
    this.#pace = new Pace(options.times, () => options.random());
    this.#watch = new KindWatch({ ...options, news: this.news, signal: this.#stop.signal });
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#nap.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { scheduler } = this.#options;
    while (!this.#stop.signal.aborted) {
      const beganMs = scheduler.monotonic();
      const next = await this.#watch.round().catch((error: unknown) => this.#broken(reasonOf(error)));
      const waitMs = this.#pace.pauseBefore(next, scheduler.monotonic() - beganMs);
      if (waitMs > 0 && !this.#stop.signal.aborted) await this.#nap.sleep(waitMs);
    }
  }

  #broken(why: Break): Next {
    if (this.#stop.signal.aborted) return 'at once';
    if (why.what === 'notListed') return this.#notListed(why.state, why.message);
    this.news.ended(why.ending);
    if (why.what === 'list' || this.#pace.failures >= failuresToList) this.#watch.forget();
    return { afterMs: why.afterMs };
  }

  #notListed(state: Exclude<SourceState, 'listed'>, message: string): Next {
    this.#watch.forget();
    if (this.news.told(state, message)) {
      this.#options.sink.notListed(state, message);
      this.#options.changed(this.news);
    }
    return 'ask again';
  }
}
