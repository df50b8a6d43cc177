import { idOf, type SiteChange } from './plan/plan-sites.ts';

/** What was refused is tried again after this. */
export const tryAgainMs = 60_000;

const namespaceOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** Steps that were refused, and everything like them: not before a while. Times are monotonic milliseconds. */
export class Deferred {
  readonly #untilMs = new Map<string, number>();

  /** This object, every object of its namespace, or every step of its kind. */
  defer(step: SiteChange, what: 'object' | 'namespace' | 'kind', nowMs: number): void {
    this.#untilMs.set(subjectOf(step, what), nowMs + tryAgainMs);
  }

  isDue(step: SiteChange, nowMs: number): boolean {
    return (['object', 'namespace', 'kind'] as const).every((what) => {
      const subject = subjectOf(step, what);
      const untilMs = this.#untilMs.get(subject) ?? 0;
      if (untilMs <= nowMs) this.#untilMs.delete(subject);
      return untilMs <= nowMs;
    });
  }
}

function subjectOf(step: SiteChange, what: 'object' | 'namespace' | 'kind'): string {
  if (what === 'kind') return `kind:${step.change}`;
  const id = idOf(step);
  return what === 'object' ? `object:${id}` : `namespace:${namespaceOf(id)}`;
}
