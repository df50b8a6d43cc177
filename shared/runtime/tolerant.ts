import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';

/** So many failures in a row are no matter of one of them. */
const mostFailures = 3;

/**
 * Does a step for each, going on past a few that fail: what cannot be read of one holds up no other.
 * @throws the first of those errors in the end; ThrottledError and what nobody knows at once
 */
export async function forEachOf<Item>(items: Iterable<Item>, step: (item: Item) => Promise<void>): Promise<void> {
  const failures: Error[] = [];
  for (const item of items) {
    try {
      await step(item);
    } catch (error) {
      if (!(error instanceof RetryableError || error instanceof PermanentError)) throw error;
      failures.push(error);
      if (failures.length === mostFailures) break;
    }
  }
  const [first] = failures;
  if (first !== undefined) throw first;
}

/** The error that ended a step early, if it is one of those that have a kind. */
export async function orStop(step: () => Promise<void>): Promise<Error | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    const kinds = [ThrottledError, RetryableError, PermanentError];
    if (error instanceof Error && kinds.some((kind) => error instanceof kind)) return error;
    throw error;
  }
}
