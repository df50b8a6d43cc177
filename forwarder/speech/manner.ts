import { changeRange, firstFrom, hasRoomFor, type Keyed, type Room, roomAfter, type TextRange } from './ranges.ts';

/**
 * How a kind may be spoken of now. covering: what is not in a range is absent; present: only what is there, key by key,
 * because what is missing may just be unreadable; silent: not at all.
 */
export type Manner = 'covering' | 'present' | 'silent';

/** One range a key from `from` on, which says nothing of the keys between; `next` is the first that had no room. */
export function presentRanges(all: Keyed, from: string, room: Room) {
  const ranges: TextRange[] = [];
  let left = room;
  for (let index = firstFrom(all.keys, from); index < all.keys.length; index += 1) {
    const key = all.keys[index] ?? '';
    const range = changeRange(all.kind, key, all.object(key));
    if (!hasRoomFor(left, range)) return { ranges, next: key };
    left = roomAfter(left, range);
    ranges.push(range);
  }
  return { ranges, next: undefined };
}
