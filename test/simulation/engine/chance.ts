import { seededRandom } from '../../support/run-drain.ts';

/** A stream of chance of its own: what one part of a simulation draws shifts nothing that another one draws. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  is(probability: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** @throws RangeError of an empty list */
  pick<Item>(items: readonly Item[]): Item;
}

export function chanceOf(seed: number, stream: string): Chance {
  const next = seededRandom(hashText(`${seed}/${stream}`));
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    is: (probability) => next() < probability,
    pick(items) {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
  };
}

/** FNV-1a, 32 bits (public domain). */
export function hashText(text: string, start = 0x811c9dc5): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
