import { compareKeys } from '#shared/domain/keys.ts';
import type { KindId } from '#shared/domain/kinds.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import { utf8Bytes } from '#shared/domain/wire-limits.ts';

/** An object as it was last seen: its JSON, which is what ranges are made of. */
export interface Stored {
  readonly text: string;
  readonly bytes: number;
}

/** The last projection of each key. Only text is kept: a cluster's objects are many, and seldom read. */
export class Store {
  readonly #kinds = new Map<KindId, KindStore>();

  /** Whether it differs from what was there. */
  set(object: ProjectedObject): boolean {
    const store = this.#of(object.kind);
    const text = JSON.stringify(object);
    const before = store.objects.get(object.key);
    if (before?.text === text) return false;
    const bytes = utf8Bytes(text);
    store.objects.set(object.key, { text, bytes });
    store.bytes += bytes - (before?.bytes ?? 0);
    if (before === undefined) store.sorted = undefined;
    return true;
  }

  /** Whether it was there. */
  remove(kind: KindId, key: string): boolean {
    const store = this.#of(kind);
    const before = store.objects.get(key);
    if (before === undefined) return false;
    store.objects.delete(key);
    store.bytes -= before.bytes;
    store.sorted = undefined;
    return true;
  }

  get(kind: KindId, key: string): Stored | undefined {
    return this.#of(kind).objects.get(key);
  }

  /** All keys of a kind in the order of ranges. */
  keys(kind: KindId): readonly string[] {
    const store = this.#of(kind);
    store.sorted ??= [...store.objects.keys()].sort(compareKeys);
    return store.sorted;
  }

  count(kind: KindId): number {
    return this.#of(kind).objects.size;
  }

  /** Bytes of all objects of a kind. */
  bytes(kind: KindId): number {
    return this.#of(kind).bytes;
  }

  #of(kind: KindId): KindStore {
    let store = this.#kinds.get(kind);
    if (store === undefined) {
      store = { objects: new Map(), bytes: 0, sorted: undefined };
      this.#kinds.set(kind, store);
    }
    return store;
  }
}

interface KindStore {
  readonly objects: Map<string, Stored>;
  bytes: number;
  sorted: readonly string[] | undefined;
}
