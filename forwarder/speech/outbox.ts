import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import type { KindId } from '#shared/domain/kinds.ts';

/** A key that has something to say; what it says is taken when it is sent. */
export interface Changed {
  readonly kind: KindId;
  readonly key: string;
}

export interface OutboxOptions {
  readonly scheduler: Scheduler;
  /** Keys collected, at most, before the source is told to pause. */
  readonly capacity?: number;
  /** Changes are collected this long, so that a burst is one message. */
  readonly collectMs?: number;
  /** Something may be taken. */
  onReady(): void;
  onFull(): void;
  /** Half of the capacity is free again. */
  onRoom(): void;
}

/** Holds keys, not contents: however often a key changes before it is sent, it is said once, as it is then. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #capacity: number;
  readonly #keys = new Map<string, Changed>();
  #ready = false;
  #full = false;
  #cancel: Cancel | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#capacity = options.capacity ?? 20_000;
  }

  get size(): number {
    return this.#keys.size;
  }

  /** Never refuses: a source that was told to pause may still finish its sentence. */
  add(changed: Changed): void {
    this.#keys.set(`${changed.kind} ${changed.key}`, changed);
    if (this.#keys.size >= this.#capacity && !this.#full) {
      this.#full = true;
      this.#options.onFull();
    }
    if (!this.#ready)
      this.#cancel ??= this.#options.scheduler.after(this.#options.collectMs ?? 250, () => this.hurry());
  }

  /** Ends collecting now. */
  hurry(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#keys.size === 0) return;
    this.#ready = true;
    this.#options.onReady();
  }

  /**
   * Takes keys, oldest first, as long as `take` says that they fit; nothing while collecting. The first that does not
   * fit stays, with all after it.
   */
  drain(take: (changed: Changed) => boolean): void {
    if (!this.#ready) return;
    for (const [id, changed] of this.#keys) {
      if (!take(changed)) break;
      this.#keys.delete(id);
    }
    if (this.#keys.size === 0) this.#ready = false;
    if (this.#full && this.#keys.size * 2 <= this.#capacity) {
      this.#full = false;
      this.#options.onRoom();
    }
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
