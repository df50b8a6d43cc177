import type { StatusEntry } from '#shared/events/status.ts';
import { keyOfEntry } from './entries.ts';

/** What the rows say now of each key that was looked at; undefined: nothing is to be shown of it. */
export type Looked = ReadonlyMap<string, StatusEntry | undefined>;

/** A forwarder reads a shard whole each time something in it changes. */
export const shardLimitBytes = 2_000_000;

/**
 * The text of a shard after some of its keys were looked at: those as they are now, all others as they stood, in the
 * order of their keys, whatever order they come in. What has no room is left out, sites last: refusals beyond count are
 * somebody's mistake or worse.
 */
export function renderShard(standing: readonly StatusEntry[], looked: Looked, limitBytes = shardLimitBytes): string {
  const entries = new Map(standing.map((entry) => [keyOfEntry(entry), entry]));
  for (const [key, entry] of looked) {
    if (entry === undefined) entries.delete(key);
    else entries.set(key, entry);
  }
  return render(fitting([...entries], limitBytes));
}

export const isEmptyShard = (text: string): boolean => text === render([]);

const render = (texts: readonly string[]): string => `{"version":1,"entries":[${texts.join(',\n')}]}`;

type Keyed = readonly [key: string, entry: StatusEntry];

/** Sites first, so that they are the last to be left out. */
const rank = ([key, { of }]: Keyed): string => `${of === 'site' ? 0 : 1}${key}`;

function fitting(entries: readonly Keyed[], limitBytes: number): readonly string[] {
  const texts: string[] = [];
  let bytes = 0;
  for (const [, entry] of [...entries].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))) {
    const text = JSON.stringify(ordered(entry));
    bytes += Buffer.byteLength(text);
    if (bytes > limitBytes) break;
    texts.push(text);
  }
  return texts;
}

/** Fields in one order, so that the same entry is the same text whether it was read or made. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, ordered(field)]));
}
