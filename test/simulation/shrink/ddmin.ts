/**
 * The shortest list it finds that is still wrong, by leaving out ever smaller parts: delta debugging
 * (Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, 2002). No single item of the result can be
 * left out; asks `isStillWrong` about as many times as the list is long for easy cases, its square at worst.
 *
 * @param items which must be wrong
 */
export async function shortest<Item>(
  items: readonly Item[],
  isStillWrong: (fewer: readonly Item[]) => Promise<boolean>,
): Promise<readonly Item[]> {
  let kept = items;
  for (let parts = 2; kept.length > 0; ) {
    const size = Math.ceil(kept.length / parts);
    const fewer = await firstWrong(kept, size, isStillWrong);
    if (fewer !== undefined) {
      kept = fewer;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) return kept;
    else parts = Math.min(kept.length, parts * 2);
  }
  return kept;
}

/** The list without one of its parts. */
async function firstWrong<Item>(
  items: readonly Item[],
  size: number,
  isStillWrong: (fewer: readonly Item[]) => Promise<boolean>,
): Promise<readonly Item[] | undefined> {
  for (let at = 0; at < items.length; at += size) {
    const fewer = [...items.slice(0, at), ...items.slice(at + size)];
    if (await isStillWrong(fewer)) return fewer;
  }
  return undefined;
}
