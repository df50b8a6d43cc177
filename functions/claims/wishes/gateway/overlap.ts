/**
 * The narrower of two host names where one contains the other, both in their one spelling; undefined where they have
 * nothing in common. A wildcard stands for any number of labels (Gateway API reference, "Hostname").
 */
export function overlap(a: string, b: string): string | undefined {
  if (a === b || contains(a, b)) return b;
  return contains(b, a) ? a : undefined;
}

const contains = (wide: string, narrow: string): boolean => wide.startsWith('*.') && narrow.endsWith(wide.slice(1));
