import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import type { KindId } from '#shared/domain/kinds.ts';
import type { Changed } from './outbox.ts';

export interface DepartureOptions {
  readonly scheduler: Scheduler;
  /** What vanishes is often there again a moment later: a file being saved, an object being replaced. */
  readonly delayMs?: number;
  /** Whether absence may be said of the kind: it is listed, and nothing unreadable could be it. */
  maySay(kind: KindId): boolean;
  /** It is gone: the key is to be forgotten, and that said. */
  gone(changed: Changed): void;
}

/** Objects that are not there any more but still stand, with their last projection, until that may be said. */
export class Departures {
  readonly #options: DepartureOptions;
  readonly #leaving = new Map<string, Changed & { readonly dueMs: number }>();
  #cancel: Cancel | undefined;

  constructor(options: DepartureOptions) {
    this.#options = options;
  }

  /** How many could be said to be gone once their time comes. */
  get sayable(): number {
    return [...this.#leaving.values()].filter((leaving) => this.#options.maySay(leaving.kind)).length;
  }

  begin(changed: Changed): void {
    const id = idOf(changed);
    if (this.#leaving.has(id)) return;
    const dueMs = this.#options.scheduler.monotonic() + (this.#options.delayMs ?? 2_000);
    this.#leaving.set(id, { ...changed, dueMs });
    this.#arm();
  }

  /** It is there again. False when it never left. */
  cancel(changed: Changed): boolean {
    return this.#leaving.size > 0 && this.#leaving.delete(idOf(changed));
  }

  /** Says what is due; called by time, and when something may be said that might not. */
  settle(): void {
    const nowMs = this.#options.scheduler.monotonic();
    for (const [id, leaving] of this.#leaving) {
      if (leaving.dueMs > nowMs || !this.#options.maySay(leaving.kind)) continue;
      this.#leaving.delete(id);
      this.#options.gone({ kind: leaving.kind, key: leaving.key });
    }
    this.#arm();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #arm(): void {
    if (this.#cancel !== undefined) return;
    const due = [...this.#leaving.values()].filter((leaving) => this.#options.maySay(leaving.kind));
    if (due.length === 0) return;
    const dueMs = due.reduce((least, leaving) => Math.min(least, leaving.dueMs), Number.POSITIVE_INFINITY);
    this.#cancel = this.#options.scheduler.after(Math.max(0, dueMs - this.#options.scheduler.monotonic()), () => {
      this.#cancel = undefined;
      this.settle();
    });
  }
}

const idOf = (changed: Changed): string => `${changed.kind} ${changed.key}`;
