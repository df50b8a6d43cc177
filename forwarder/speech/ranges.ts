import { compareKeys, lastKey } from '#shared/domain/keys.ts';
import { type KindId, splitKindId } from '#shared/domain/kinds.ts';
import type { Marker } from '#shared/domain/marker.ts';
import { messageAimBytes, utf8Bytes } from '#shared/domain/wire-limits.ts';
import type { Stored } from './store.ts';

/** A range whose objects are JSON already. */
export interface TextRange {
  readonly kind: KindId;
  readonly from: string;
  readonly upTo: string;
  readonly objects: readonly Stored[];
}

/** One message, with the marker drawn when its content was taken; a retry keeps both. */
export interface Letter {
  readonly detail: string;
  readonly bytes: number;
  /** What it speaks of, for people. */
  readonly ranges: readonly string[];
  /** The same content in two messages under the same marker; empty when it holds one range only. */
  halves(): readonly Letter[];
}

export interface Content {
  readonly cluster: string;
  readonly marker: Marker;
  readonly ranges: readonly TextRange[];
  readonly walkStart?: Marker;
}

/** The room that one message has. */
export interface Room {
  readonly bytes: number;
  readonly objects: number;
  readonly ranges: number;
}

export const wholeRoom: Room = { bytes: messageAimBytes, objects: 1_500, ranges: 500 };

export const roomAfter = (room: Room, range: TextRange): Room => ({
  bytes: room.bytes - rangeBytes(range),
  objects: room.objects - range.objects.length,
  ranges: room.ranges - 1,
});

export const hasRoomFor = (room: Room, range: TextRange): boolean =>
  room.ranges >= 1 && room.objects >= range.objects.length && room.bytes >= rangeBytes(range);

/** A change is a range of one key, a delete an empty one. */
export const changeRange = (kind: KindId, key: string, object: Stored | undefined): TextRange => ({
  kind,
  from: key,
  upTo: key,
  objects: object === undefined ? [] : [object],
});

/** The objects of one kind, keys in order. */
export interface Keyed {
  readonly kind: KindId;
  readonly keys: readonly string[];
  object(key: string): Stored | undefined;
}

/**
 * The next range of a walk: from `from` (where an object stands, it stands in this range too) as far as there is room,
 * the last one up to U+10FFFF. Undefined when not one key more fits; a whole room always fits one.
 */
export function walkRange(all: Keyed, from: string, room: Room): TextRange | undefined {
  const objects: Stored[] = [];
  let left = room.bytes - rangeOverheadBytes(from, lastKey);
  if (left < 0 || room.ranges < 1) return undefined;
  let upTo = from;
  for (let index = firstFrom(all.keys, from); index < all.keys.length; index += 1) {
    const key = all.keys[index] ?? '';
    const object = all.object(key);
    if (object === undefined) continue;
    const costBytes = object.bytes + 1 + keyBytes(key);
    if (objects.length >= room.objects || costBytes > left) {
      return upTo === from ? undefined : { kind: all.kind, from, upTo, objects };
    }
    left -= object.bytes + 1;
    objects.push(object);
    upTo = key;
  }
  return { kind: all.kind, from, upTo: lastKey, objects };
}

/** Index of the first key that is not before `from`, by halving. */
export function firstFrom(keys: readonly string[], from: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(keys[middle] ?? '', from) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function writeLetter(content: Content): Letter {
  const walk = content.walkStart === undefined ? '' : `,"walk":${JSON.stringify({ start: content.walkStart })}`;
  const head = `"cluster":${JSON.stringify(content.cluster)},"marker":${JSON.stringify(content.marker)}`;
  const detail = `{${head},"ranges":[${content.ranges.map(writeRange).join(',')}]${walk}}`;
  const ranges = content.ranges.map((range) => `${range.kind} ${range.from || '""'}..${range.upTo}`);
  return { detail, bytes: utf8Bytes(detail), ranges, halves: () => halve(content) };
}

function halve(content: Content): readonly Letter[] {
  if (content.ranges.length < 2) return [];
  const middle = content.ranges.length >>> 1;
  const halves = [content.ranges.slice(0, middle), content.ranges.slice(middle)];
  return halves.map((ranges) => writeLetter({ ...content, ranges }));
}

function writeRange(range: TextRange): string {
  const { apiGroup, kind } = splitKindId(range.kind);
  const head = JSON.stringify({ apiGroup, kind, from: range.from, upTo: range.upTo });
  return `${head.slice(0, -1)},"objects":[${range.objects.map((object) => object.text).join(',')}]}`;
}

const keyBytes = (key: string): number => utf8Bytes(JSON.stringify(key));
const rangeOverheadBytes = (from: string, upTo: string): number => 120 + keyBytes(from) + keyBytes(upTo);
const rangeBytes = (range: TextRange): number =>
  range.objects.reduce((sum, object) => sum + object.bytes + 1, rangeOverheadBytes(range.from, range.upTo));
