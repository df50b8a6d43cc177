import { idOf, namespaceOf, type SiteChange } from './plan/plan-sites.ts';

/** What was refused is tried again after this. */
export const tryAgainMs = 60_000;

/** What a refusal concerns: this object, everything of its namespace, this kind of step there, or this kind anywhere. */
export type Reach = 'object' | 'namespace' | 'kindThere' | 'kind';
const reaches: readonly Reach[] = ['object', 'namespace', 'kindThere', 'kind'];

/** As many namespaces refuse because of something that is not their own. */
const several = 3;

/** Steps that were refused, and everything like them: not before a while. Times are monotonic milliseconds. */
export class Deferred {
  readonly #refusedMs = new Map<string, number>();
  /** Refusals of a kind of step in a namespace, since when no such step succeeded anywhere. */
  readonly #unexplained = new Map<string, SiteChange['change']>();

  defer(step: SiteChange, reach: Reach, nowMs: number): void {
    this.#refusedMs.set(subjectOf(step, reach), nowMs);
  }

  /**
   * A quota or an admission policy refuses as a missing right does: only when several namespaces refuse, and none takes
   * anything, it is the kind of step that waits. True then.
   */
  deferForbidden(step: SiteChange, nowMs: number): boolean {
    const there = subjectOf(step, 'kindThere');
    if (!this.#refusedMs.has(there)) this.#unexplained.set(there, step.change);
    this.defer(step, 'object', nowMs);
    this.defer(step, 'kindThere', nowMs);
    const unexplained = [...this.#unexplained.values()].filter((change) => change === step.change).length;
    if (unexplained < several) return false;
    this.defer(step, 'kind', nowMs);
    return true;
  }

  /** Whoever refused such a step has reasons of its own. */
  succeeded({ change }: SiteChange): void {
    for (const [there, refused] of this.#unexplained) if (refused === change) this.#unexplained.delete(there);
  }

  isDue(step: SiteChange, nowMs: number): boolean {
    return reaches.every((reach) => nowMs - this.#lastMs(step, reach) >= tryAgainMs);
  }

  /**
   * The order in which steps are to be taken: one of each namespace, then the next of each; those that refused come last,
   * then objects, so that nobody's flood and nothing that is refused again and again is in anybody's way. Forgets what is
   * no longer planned.
   */
  inOrder(planned: readonly SiteChange[]): readonly SiteChange[] {
    this.#forgetAllBut(planned);
    const steps = planned.map((step) => ({ step, objectMs: this.#lastMs(step, 'object') }));
    steps.sort((a, b) => compare(a.objectMs, b.objectMs));
    const ranks = new Map<string, number>();
    const ranked = steps.map(({ step }) => {
      const rank = ranks.get(namespaceOf(step)) ?? 0;
      ranks.set(namespaceOf(step), rank + 1);
      return { step, rank, thereMs: this.#lastMs(step, 'kindThere') };
    });
    ranked.sort((a, b) => compare(a.thereMs, b.thereMs) || compare(a.rank, b.rank));
    return ranked.map(({ step }) => step);
  }

  #forgetAllBut(planned: readonly SiteChange[]): void {
    const subjects = new Set(planned.flatMap((step) => reaches.map((reach) => subjectOf(step, reach))));
    for (const subject of this.#refusedMs.keys()) if (!subjects.has(subject)) this.#refusedMs.delete(subject);
    for (const subject of this.#unexplained.keys()) if (!subjects.has(subject)) this.#unexplained.delete(subject);
  }

  #lastMs(step: SiteChange, reach: Reach): number {
    return this.#refusedMs.get(subjectOf(step, reach)) ?? Number.NEGATIVE_INFINITY;
  }
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

function subjectOf(step: SiteChange, reach: Reach): string {
  if (reach === 'kind') return `kind:${step.change}`;
  if (reach === 'object') return `object:${idOf(step)}`;
  return reach === 'namespace' ? `namespace:${namespaceOf(step)}` : `there:${step.change}:${namespaceOf(step)}`;
}
