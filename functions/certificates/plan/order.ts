/** Compares by the first of the keys that differ. */
export function byKeys<Item>(keysOf: (item: Item) => readonly (number | string)[]): (a: Item, b: Item) => number {
  return (a, b) => {
    const right = keysOf(b);
    for (const [index, key] of keysOf(a).entries()) {
      const other = right[index] ?? key;
      if (key !== other) return key < other ? -1 : 1;
    }
    return 0;
  };
}
