import type { Scheduler } from '#shared/domain/clock.ts';
import type { RawSink, RawSource } from '../joins/raw-source.ts';
import { type WatchedKind, watchedKinds } from '../joins/watched-kinds.ts';
import type { KubernetesApi } from './api.ts';
import { type FollowTimes, usualTimes } from './follow-times.ts';
import { Gate } from './gate.ts';
import { KindFollower } from './kind-follower.ts';
import type { KindNews } from './kind-news.ts';
import type { KindSink } from './kind-teller.ts';

export interface ApiSourceOptions {
  readonly api: KubernetesApi;
  readonly scheduler: Scheduler;
  /** From 0 (included) to 1. */
  random(): number;
  readonly times?: Partial<FollowTimes>;
  /** Absent: every kind there is. */
  readonly kinds?: readonly WatchedKind[];
  /** Called when a kind's state is another one, or has another reason. */
  changed?(news: KindNews): void;
}

/** The API server of a cluster as the source: each kind is listed and watched by itself, and none waits for another. */
export class ApiSource implements RawSource {
  readonly kinds;
  readonly #options: ApiSourceOptions;
  readonly #gate = new Gate();
  #followers: readonly KindFollower[] = [];

  constructor(options: ApiSourceOptions) {
    this.#options = options;
    this.kinds = this.#watched.map(({ id }) => id);
  }

  start(sink: RawSink): void {
    const { times, changed } = this.#options;
    this.#followers = this.#watched.map(
      (kind) =>
        new KindFollower({
          ...this.#options,
          random: () => this.#options.random(),
          times: { ...usualTimes, ...times },
          kind,
          gate: this.#gate,
          changed: (news) => changed?.(news),
          sink: sinkOf(sink, kind),
        }),
    );
    for (const follower of this.#followers) follower.start();
  }

  async stop(): Promise<void> {
    this.#gate.open();
    await Promise.all(this.#followers.map((follower) => follower.stop()));
  }

  pause(): void {
    this.#gate.shut();
  }

  resume(): void {
    this.#gate.open();
  }

  /** How it goes with each kind. */
  get news(): readonly KindNews[] {
    return this.#followers.map(({ news }) => news);
  }

  get #watched(): readonly WatchedKind[] {
    return this.#options.kinds ?? watchedKinds;
  }
}

const sinkOf = (sink: RawSink, { id }: WatchedKind): KindSink => ({
  listed: (objects) => sink.listed(id, objects),
  notListed: (state, message) => sink.notListed(id, state, message),
  upsert: (object) => sink.upsert(object),
  remove: (key) => sink.remove(id, key),
});
