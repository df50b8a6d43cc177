/** The known word that the given one was probably meant to be, by `meant` or by its letters; undefined when none is near. */
export function nearest(
  word: string,
  known: readonly string[],
  meant: Readonly<Record<string, string>> = {},
): string | undefined {
  const plain = word.toLowerCase().slice(0, 64);
  const other = Object.entries(meant).find(([name]) => name === plain)?.[1];
  if (other !== undefined) return other;
  let best = '';
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    // No word is nearer than the letters that one of the two has more.
    if (Math.abs(candidate.length - plain.length) >= least) continue;
    const distance = distanceOf(plain, candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return least <= Math.max(1, Math.floor(best.length / 3)) ? best : undefined;
}

/** Levenshtein's distance in which swapping two neighbours counts once (optimal string alignment). */
function distanceOf(left: string, right: string): number {
  let last: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const least = Math.min(at(above, column), at(current, column - 1), at(above, column - 1) - (same ? 1 : 0));
      current.push(Math.min(least, swapped ? at(last, column - 2) : least) + 1);
    }
    [last, above] = [above, current];
  }
  return at(above, right.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
