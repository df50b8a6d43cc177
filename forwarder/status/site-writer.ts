import type { Clock } from '#shared/domain/clock.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { Refused } from './answer.ts';
import { Deferred, tryAgainMs } from './deferred.ts';
import { ListedSites } from './listed-sites.ts';
import { Pace } from './pace.ts';
import type { DesiredSite } from './plan/desired.ts';
import { type News, newsOfSite } from './plan/news.ts';
import { idOf, planSites, type SiteChange } from './plan/plan-sites.ts';
import type { ObservedSite } from './plan/site-object.ts';
import { SiteTroubles } from './site-troubles.ts';
import type { SitesApi } from './sites-api.ts';
import type { Troubles } from './troubles.ts';

export interface SiteWriterOptions {
  readonly api: SitesApi;
  readonly clock: Clock;
  readonly troubles: Troubles;
  tell(news: News): void;
  isStopped(): boolean;
}

const requestsAtOnce = 4;
/** Of steps; a cluster's API server is not ours to fill. As many as a look may need are there with the next look. */
const rate = { perSecond: 50, burst: 500 } as const;
/** A Site is created, then its status is written; what comes after that waits for the next look. */
const roundsAtOnce = 3;
const shortestPauseMs = 1_000;

/** Makes the Site objects of a cluster what they are to be, as far as the cluster lets us. */
export class SiteWriter {
  readonly #options: SiteWriterOptions;
  readonly #troubles: SiteTroubles;
  readonly #deferred = new Deferred();
  readonly #pace: Pace;
  readonly #listed: ListedSites;
  #stale: ReadonlyMap<string, number> = new Map();
  #pausedUntilMs = 0;
  #counts = { changes: 0, refused: 0 };

  constructor(options: SiteWriterOptions) {
    this.#options = options;
    this.#listed = new ListedSites(options.api, options.clock);
    this.#pace = new Pace(rate, options.clock);
    this.#troubles = new SiteTroubles(options.troubles);
  }

  get counts(): { readonly sites: number; readonly changes: number; readonly refused: number } {
    return { sites: this.#listed.own, ...this.#counts };
  }

  /**
   * `paused`: the cluster asked for a pause that is not over.
   * @param complete `desired` is all there is: what else is ours has become stale
   * @throws RetryableError where there is no answer
   */
  async write(desired: ReadonlyMap<string, DesiredSite>, complete: boolean): Promise<'paused' | undefined> {
    if (this.#isPaused()) return 'paused';
    const observed = await this.#observe();
    if (observed === undefined) return undefined;
    for (let rounds = 0; rounds < roundsAtOnce && !this.#isPaused(); rounds += 1) {
      const plan = planSites({ desired, observed, stale: this.#stale, nowMs: this.#options.clock.monotonic() });
      if (complete) this.#stale = plan.stale;
      this.#troubles.beginTaken(plan.taken);
      const inOrder = this.#deferred.inOrder(plan.changes);
      const due = inOrder.filter((step) => (complete || step.change !== 'delete') && this.#mayTake(step));
      this.#troubles.endOthers(plan);
      if (due.length === 0) break;
      await this.#takeAll(due);
    }
    return undefined;
  }

  #isPaused(): boolean {
    return this.#options.isStopped() || this.#options.clock.monotonic() < this.#pausedUntilMs;
  }

  /** Undefined where it may not be known now. */
  async #observe(): Promise<Map<string, ObservedSite> | undefined> {
    const listed = await this.#listed.read();
    if (!('what' in listed)) {
      this.#troubles.endKind('list');
      return listed;
    }
    if (listed.what === 'later') this.#pause(listed);
    this.#pausedUntilMs = this.#options.clock.monotonic() + tryAgainMs;
    this.#troubles.beginKind('list', listed);
    return undefined;
  }

  #pause({ afterMs, message }: Extract<Refused, { readonly what: 'later' }>): never {
    this.#pausedUntilMs = this.#options.clock.monotonic() + Math.max(shortestPauseMs, afterMs);
    throw new RetryableError(message);
  }

  #mayTake(step: SiteChange): boolean {
    return !this.#isPaused() && this.#deferred.isDue(step, this.#options.clock.monotonic());
  }

  async #takeAll(steps: readonly SiteChange[]): Promise<void> {
    const queue = steps.values();
    const worker = async (): Promise<void> => {
      for (const step of queue) {
        if (!this.#mayTake(step)) continue;
        if (!this.#pace.take()) return;
        await this.#take(step);
      }
    };
    await Promise.all(Array.from({ length: Math.min(requestsAtOnce, steps.length) }, worker));
  }

  async #take(step: SiteChange): Promise<void> {
    const { api, clock, tell } = this.#options;
    const answer = await api.change(step, clock.now());
    if (answer.what !== 'done') return this.#refuse(step, answer);
    this.#counts.changes += 1;
    this.#deferred.succeeded(step);
    this.#troubles.endKind(step.change);
    this.#listed.set(idOf(step), answer.after);
    const news = step.change === 'status' ? newsOfSite(step.site, step.observed.conditions) : undefined;
    if (news !== undefined) tell(news);
  }

  async #refuse(step: SiteChange, answer: Refused): Promise<void> {
    const nowMs = this.#options.clock.monotonic();
    this.#counts.refused += 1;
    switch (answer.what) {
      case 'missing':
      case 'exists':
      case 'conflict':
        // Somebody else was here: what stands now decides.
        return this.#listed.lookAgain(step);
      case 'noNamespace':
        return this.#deferred.defer(step, 'namespace', nowMs);
      case 'unserved':
        // Without the definition nothing stands any more: listed anew once there is one.
        this.#listed.forget();
        this.#troubles.beginKind(step.change, answer);
        return this.#deferred.defer(step, 'kind', nowMs);
      case 'forbidden':
        if (this.#deferred.deferForbidden(step, nowMs)) return this.#troubles.beginKind(step.change, answer);
        return this.#troubles.beginNamespace(step, answer.message);
      case 'invalid':
        this.#troubles.beginObject(step, answer.message);
        return this.#deferred.defer(step, 'object', nowMs);
      case 'later':
        return this.#pause(answer);
    }
  }
}
