import { readUnsettled } from '#shared/overview/unsettled-claims.ts';
import { quotaItem } from '#shared/rows/claims-keys.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import type { ClaimsDrain } from '../claims-drain.ts';

/** Executing thousands of releases takes a minute, in which the cluster may speak. */
const againMs = 5_000;

/**
 * Asks whether the lane has more to hear before it lets anything go: items of objects, messages or zones that are not
 * done, be it that this drain did not take them, that they wait for another try, or that they failed for good: any of
 * them may be a claim to what is about to go. What was found stands for a few seconds.
 */
export function askUnheard(drain: ClaimsDrain, settled: readonly Outcome[]): () => Promise<boolean> {
  const done = new Set(settled.flatMap(({ key, result }) => (result === 'done' ? [key] : [])));
  let asked: { readonly atMs: number; readonly answer: Promise<boolean> } | undefined;
  return () => {
    if (asked !== undefined && drain.now() < asked.atMs + againMs) return asked.answer;
    // What the releases of this drain make room for is no news that they would have to wait for.
    const besides = asked === undefined ? [] : [quotaItem('')];
    asked = { atMs: drain.now(), answer: hasOthers(drain, done, besides) };
    return asked.answer;
  };
}

async function hasOthers(drain: ClaimsDrain, done: ReadonlySet<string>, besides: readonly string[]): Promise<boolean> {
  const items = await readUnsettled(drain.table, drain.cluster);
  return items.some(({ key }) => !done.has(key) && !besides.some((look) => key.startsWith(look)));
}
