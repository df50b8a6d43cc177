/** The known word that the given one was probably meant to be, by `meant` or by its letters; undefined when none is near. */
export function nearest(
  word: string,
  known: readonly string[],
  meant: Readonly<Record<string, string>> = {},
): string | undefined {
  const plain = word.toLowerCase().slice(0, 64);
  const other = Object.entries(meant).find(([name]) => name === plain)?.[1];
  if (other !== undefined) return other;
  const ranked = known
    .map((candidate) => ({ candidate, distance: distanceOf(plain, candidate.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
  const [best] = ranked;
  if (best === undefined) return undefined;
  return best.distance <= Math.max(1, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined;
}

/** Levenshtein's distance in which swapping two neighbours counts once (optimal string alignment). */
function distanceOf(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
        swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(left.length, right.length);
}
