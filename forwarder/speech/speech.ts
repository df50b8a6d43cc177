import { compareKeys } from '#shared/domain/keys.ts';
import type { KindId } from '#shared/domain/kinds.ts';
import type { Marker } from '#shared/domain/marker.ts';
import type { Manner } from './manner.ts';
import type { Outbox } from './outbox.ts';
import { changeRange, hasRoomFor, type Letter, roomAfter, type TextRange, wholeRoom, writeLetter } from './ranges.ts';
import type { Store } from './store.ts';

export interface SpeechOptions {
  readonly cluster: string;
  readonly outbox: Outbox;
  readonly store: Store;
  marker(): Marker;
  manner(kind: KindId): Manner;
}

/** The next message of changes: what the waiting keys hold now, under the next marker. */
export function takeChanges(options: SpeechOptions): Letter | undefined {
  const ranges: TextRange[] = [];
  let room = wholeRoom;
  options.outbox.drain(({ kind, key }) => {
    // A kind that fell silent meanwhile is walked when it speaks again.
    if (options.manner(kind) === 'silent') return true;
    const range = changeRange(kind, key, options.store.get(kind, key));
    if (!hasRoomFor(room, range)) return false;
    room = roomAfter(room, range);
    ranges.push(range);
    return true;
  });
  if (ranges.length === 0) return undefined;
  ranges.sort((a, b) => (a.kind === b.kind ? compareKeys(a.from, b.from) : a.kind < b.kind ? -1 : 1));
  return writeLetter({ cluster: options.cluster, marker: options.marker(), ranges });
}
