import { type FollowTimes, jittered, pauseAfter } from './follow-times.ts';

/** What follows a round; go on: at once, unless it was over too soon; `afterMs`: it failed, wait at least this long. */
export type Next = 'at once' | 'go on' | 'ask again' | { readonly afterMs: number };

/** A server that ends watches sooner than this has trouble. */
const quickMs = 1_000;
/** A round that lasted this long was none of a row of failures. */
const steadyMs = 10_000;

/** How long to wait between two rounds, by how the last ones went. */
export class Pace {
  readonly #times: FollowTimes;
  readonly #random: () => number;
  #failures = 0;

  constructor(times: FollowTimes, random: () => number) {
    this.#times = times;
    this.#random = random;
  }

  /** In a row, up to now. */
  get failures(): number {
    return this.#failures;
  }

  /** Milliseconds. */
  pauseBefore(next: Next, lastedMs: number): number {
    if (lastedMs >= steadyMs) this.#failures = 0;
    if (next === 'ask again') return jittered(this.#times.askAgainMs, this.#random());
    if (next === 'at once' || (next === 'go on' && lastedMs >= quickMs)) return 0;
    this.#failures += 1;
    const askedMs = next === 'go on' ? 0 : next.afterMs;
    return Math.max(askedMs, pauseAfter(this.#failures, this.#times, this.#random()));
  }
}
