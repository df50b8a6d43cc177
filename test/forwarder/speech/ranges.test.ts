import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys, lastKey } from '#shared/domain/keys.ts';
import { ObjectRanges } from '#shared/events/object-ranges.ts';
import {
  changeRange,
  hasRoomFor,
  type Room,
  roomAfter,
  type TextRange,
  walkRange,
  wholeRoom,
  writeLetter,
} from '../../../forwarder/speech/ranges.ts';
import { Store } from '../../../forwarder/speech/store.ts';
import { ingress, ingressKind } from '../support/scene.ts';

const marker = '1790000000000-abcd-0000000007';
const storeOf = (keys: readonly string[], filler = '') => {
  const store = new Store();
  for (const key of keys) store.set(ingress(key, 'a.example.com', filler));
  return { kind: ingressKind, keys: store.keys(ingressKind), object: (key: string) => store.get(ingressKind, key) };
};
const wholeWalk = (keys: readonly string[], room: Room, filler = ''): TextRange[] => {
  const all = storeOf(keys, filler);
  const ranges: TextRange[] = [];
  let from = '';
  do {
    const range = walkRange(all, from, room);
    if (range === undefined) throw new Error('no room for one key');
    ranges.push(range);
    from = range.upTo;
  } while (from !== lastKey);
  return ranges;
};
const keysOf = (range: TextRange): string[] => range.objects.map((object) => JSON.parse(object.text).key);
const keys = fc.uniqueArray(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }).map((name) => `a/${name.toWellFormed()}`),
  { maxLength: 40 },
);

describe('the ranges of a walk', () => {
  it('cover everything, share only their ends, and hold each key where it belongs', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 900, max: 4_000 }), (all, bytes) => {
        const ranges = wholeWalk(all, { ...wholeRoom, bytes });
        expect(ranges[0]?.from).toBe('');
        expect(ranges.at(-1)?.upTo).toBe(lastKey);
        for (const [index, range] of ranges.entries()) {
          if (index > 0) expect(range.from).toBe(ranges[index - 1]?.upTo);
          expect(compareKeys(range.from, range.upTo)).toBeLessThan(0);
          const inside = all.filter((key) => compareKeys(range.from, key) <= 0 && compareKeys(key, range.upTo) <= 0);
          expect(keysOf(range)).toEqual(inside.toSorted(compareKeys));
        }
      }),
    );
  });

  it('stay within the room that a message has', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 900, max: 4_000 }), (all, bytes) => {
        for (const range of wholeWalk(all, { ...wholeRoom, bytes })) {
          expect(writeLetter({ cluster: 'c', marker, ranges: [range] }).bytes).toBeLessThan(bytes + 100);
        }
      }),
    );
  });

  it('hold a limited number of objects', () => {
    const all = Array.from({ length: 10 }, (_, index) => `a/${index}`);
    expect(wholeWalk(all, { ...wholeRoom, objects: 4 }).map((range) => range.objects.length)).toEqual([4, 4, 4]);
  });

  it('are one empty range when there is nothing', () => {
    expect(wholeWalk([], wholeRoom)).toEqual([{ kind: ingressKind, from: '', upTo: lastKey, objects: [] }]);
  });

  it('always make way with a whole room, however large objects are', () => {
    const all = Array.from({ length: 30 }, (_, index) => `a/${String(index).padStart(250, '0')}`);
    const ranges = wholeWalk(all, wholeRoom, 'x'.repeat(63_000));
    expect(new Set(ranges.flatMap(keysOf)).size).toBe(30);
  });

  it('wait for the next message without room', () => {
    expect(walkRange(storeOf(['a/a']), '', { ...wholeRoom, bytes: 100 })).toBeUndefined();
    expect(walkRange(storeOf(['a/a']), '', { ...wholeRoom, ranges: 0 })).toBeUndefined();
    expect(walkRange(storeOf(['a/a', 'a/b']), 'a/a', { ...wholeRoom, bytes: 500 })).toBeUndefined();
  });
});

describe('the room of a message', () => {
  const one = changeRange(ingressKind, 'a/a', storeOf(['a/a']).object('a/a'));
  const none = changeRange(ingressKind, 'a/a', undefined);
  const bytes = 120 + 2 * '"a/a"'.length;
  const size = (one.objects[0]?.bytes ?? 0) + 1;

  it('is less by what a range takes', () => {
    expect(roomAfter(wholeRoom, none)).toEqual({ bytes: 200_000 - bytes, objects: 1_500, ranges: 499 });
    expect(roomAfter(wholeRoom, one)).toEqual({ bytes: 200_000 - bytes - size, objects: 1_499, ranges: 499 });
  });

  it.each<[string, Partial<Room>, boolean]>([
    ['just as much', { bytes: bytes + size, objects: 1, ranges: 1 }, true],
    ['a byte less', { bytes: bytes + size - 1 }, false],
    ['an object less', { objects: 0 }, false],
    ['a range less', { ranges: 0 }, false],
  ])('fits or not: %s', (_name, over, fits) => {
    expect(hasRoomFor({ ...wholeRoom, ...over }, one)).toBe(fits);
  });
});

describe('a letter', () => {
  const all = storeOf(['a/a', 'a/b']);
  const ranges = [changeRange(ingressKind, 'a/a', all.object('a/a')), changeRange(ingressKind, 'a/c', undefined)];

  it('is a message that intake takes', () => {
    const letter = writeLetter({ cluster: 'demo', marker, ranges, walkStart: '1790000000000-abcd-0000000001' });
    expect(ObjectRanges.parse(JSON.parse(letter.detail))).toEqual({
      cluster: 'demo',
      marker,
      walk: { start: '1790000000000-abcd-0000000001' },
      ranges: [
        { apiGroup: 'networking.k8s.io', kind: 'Ingress', from: 'a/a', upTo: 'a/a', objects: [ingress('a/a')] },
        { apiGroup: 'networking.k8s.io', kind: 'Ingress', from: 'a/c', upTo: 'a/c', objects: [] },
      ],
    });
    expect(letter.bytes).toBe(Buffer.byteLength(letter.detail));
    expect(letter.ranges).toEqual(['networking.k8s.io/Ingress a/a..a/a', 'networking.k8s.io/Ingress a/c..a/c']);
    expect(writeLetter({ cluster: 'demo', marker, ranges: wholeWalk([], wholeRoom) }).ranges).toEqual([
      `networking.k8s.io/Ingress ""..${lastKey}`,
    ]);
    const plain = JSON.parse(writeLetter({ cluster: 'demo', marker, ranges }).detail);
    expect('walk' in plain).toBe(false);
  });

  it('halves under the same marker, until one range is left', () => {
    const halves = writeLetter({ cluster: 'demo', marker, ranges }).halves();
    expect(halves.map((half) => JSON.parse(half.detail))).toMatchObject([
      { marker, ranges: [{ from: 'a/a' }] },
      { marker, ranges: [{ from: 'a/c' }] },
    ]);
    expect(halves[0]?.halves()).toEqual([]);
  });
});
