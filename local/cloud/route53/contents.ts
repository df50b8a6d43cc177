import { isNameFault, parseName, sortKey } from './names.ts';
import { compareSets, type ResourceRecordSet } from './record-set.ts';

/** What rules and answers read of a zone's records; keys are sort keys. */
export interface RecordReader {
  at(key: string): readonly ResourceRecordSet[];
}

/** The records of one zone at one moment, by name, in Route 53's order. */
export class ZoneContents implements RecordReader {
  readonly #nodes = new Map<string, readonly ResourceRecordSet[]>();
  /** Keys of #nodes, sorted, so that a page and the question "is there anything beneath?" are one binary search. */
  readonly #order: string[] = [];
  #size = 0;

  static of(sets: readonly ResourceRecordSet[]): ZoneContents {
    const contents = new ZoneContents();
    const nodes = Map.groupBy(sets, keyOf);
    for (const [key, at] of nodes) contents.replace(key, at);
    return contents;
  }

  get size(): number {
    return this.#size;
  }

  at(key: string): readonly ResourceRecordSet[] {
    return this.#nodes.get(key) ?? [];
  }

  /** True when a name beneath (not at) the key has records. */
  hasBelow(key: string): boolean {
    const next = this.#order[this.#position(`${key}\0`)];
    return next?.startsWith(key) ?? false;
  }

  /** All record sets from the key on, in order. */
  *from(key: string): Generator<ResourceRecordSet> {
    for (let at = this.#position(key); at < this.#order.length; at += 1) yield* this.at(this.#order[at] ?? '');
  }

  /** Puts these record sets in place of all that the name had. */
  replace(key: string, sets: readonly ResourceRecordSet[]): void {
    const had = this.at(key).length;
    this.#size += sets.length - had;
    if (had === 0 && sets.length > 0) this.#order.splice(this.#position(key), 0, key);
    if (had > 0 && sets.length === 0) this.#order.splice(this.#position(key), 1);
    if (sets.length === 0) this.#nodes.delete(key);
    else this.#nodes.set(key, sets.toSorted(compareSets));
  }

  #position(key: string): number {
    let [low, high] = [0, this.#order.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#order[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function keyOf(set: ResourceRecordSet): string {
  const labels = parseName(set.Name);
  if (isNameFault(labels)) throw new Error(`a stored record set has no valid name: ${labels.fault}`);
  return sortKey(labels);
}

/** A zone while a batch is being tried on it: nothing reaches the zone unless the whole batch is taken. */
export class Draft implements RecordReader {
  readonly #base: ZoneContents;
  readonly #changed = new Map<string, readonly ResourceRecordSet[]>();
  #size: number;

  constructor(base: ZoneContents) {
    this.#base = base;
    this.#size = base.size;
  }

  get size(): number {
    return this.#size;
  }

  at(key: string): readonly ResourceRecordSet[] {
    return this.#changed.get(key) ?? this.#base.at(key);
  }

  replace(key: string, sets: readonly ResourceRecordSet[]): void {
    this.#size += sets.length - this.at(key).length;
    this.#changed.set(key, sets);
  }

  /** What the batch made of each name it touched. */
  nodes(): readonly ChangedNode[] {
    return [...this.#changed].map(([key, sets]) => ({ key, sets }));
  }
}

export interface ChangedNode {
  readonly key: string;
  readonly sets: readonly ResourceRecordSet[];
}
