/** A thing as it was and is: what reads show trails behind what was written. `null`: it was deleted. */
export type Versions<Value> = readonly { readonly sinceMs: number; readonly value: Value | null }[];

/** What is written, whether or not anybody sees it yet. */
export const latest = <Value>(versions: Versions<Value> | undefined): Value | null => versions?.at(-1)?.value ?? null;

/** What a replica shows that is `lagMs` behind. */
export const seenAt = <Value>(versions: Versions<Value>, nowMs: number, lagMs: number): Value | null =>
  versions.findLast(({ sinceMs }) => sinceMs + lagMs <= nowMs)?.value ?? null;

/** With one more version; those that no replica shows any more are forgotten. */
export function written<Value>(
  before: Versions<Value> | undefined,
  value: Value | null,
  { nowMs, lagMs }: { readonly nowMs: number; readonly lagMs: number },
): Versions<Value> {
  const all = before ?? [];
  const shown = all.findLastIndex(({ sinceMs }) => sinceMs + lagMs <= nowMs);
  return [...all.slice(Math.max(0, shown)), { sinceMs: nowMs, value }];
}
