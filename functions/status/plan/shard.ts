import { splitKey } from '#shared/domain/keys.ts';
import type { StatusEntry } from '#shared/events/status.ts';
import { keyOfEntry } from './entries.ts';

/** What the rows say now of each key that was looked at; undefined: nothing is to be shown of it. */
export type Looked = ReadonlyMap<string, StatusEntry | undefined>;

/** A forwarder reads a shard whole each time something in it changes. */
export const shardLimitBytes = 2_000_000;

/**
 * The text of a shard after some of its keys were looked at: those as they are now, all others as they stood, in the
 * order of their keys, whatever order they come in. What has no room is left out, sites last: refusals beyond count are
 * somebody's mistake or worse. Namespaces share the room, so that whoever has most goes without first.
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
const rankOf = ([, { of }]: Keyed): number => (of === 'object' ? 1 : 0);

function fitting(entries: readonly Keyed[], limitBytes: number): readonly string[] {
  const sorted = [...entries].sort((a, b) => rankOf(a) - rankOf(b) || (a[0] < b[0] ? -1 : 1));
  const texts = sorted.map(([, entry]) => JSON.stringify(ordered(entry)));
  const kept = new Set<number>();
  let bytes = 0;
  for (const at of inTurn(sorted)) {
    bytes += Buffer.byteLength(texts[at] ?? '');
    if (bytes > limitBytes) break;
    kept.add(at);
  }
  return texts.filter((_text, at) => kept.has(at));
}

/** Positions: of each namespace its first, then of each its second and so on; all sites before all objects. */
function inTurn(sorted: readonly Keyed[]): readonly number[] {
  const counts = new Map<string, number>();
  const turns = sorted.map((keyed, at) => {
    const rank = rankOf(keyed);
    const id = `${rank} ${splitKey(keyed[1].source.key).namespace}`;
    const turn = counts.get(id) ?? 0;
    counts.set(id, turn + 1);
    return { at, rank, turn };
  });
  return turns.sort((a, b) => a.rank - b.rank || a.turn - b.turn || a.at - b.at).map(({ at }) => at);
}

/** Fields in one order, so that the same entry is the same text whether it was read or made. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, ordered(field)]));
}
