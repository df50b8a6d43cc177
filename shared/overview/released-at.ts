import { readHistory } from './history.ts';
import type { OverviewInput } from './read-overview.ts';

const dayMs = 86_400_000;

/** When a release of a host was last executed within a day, ISO 8601 UTC; undefined when none was. */
export async function releasedAt(input: OverviewInput, host: string): Promise<string | undefined> {
  const written = await readHistory(input, { host, sinceMs: input.nowMs - dayMs });
  return written.findLast((entry) => entry.host === host && entry.action === 'released')?.at;
}
