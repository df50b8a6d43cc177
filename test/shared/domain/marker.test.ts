import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as marker from '#shared/domain/marker.ts';

const parts = fc.record({
  ms: fc.integer({ min: 0, max: 9_999_999_999_999 }),
  random: fc.stringMatching(/^[0-9a-z]{4}$/),
  counter: fc.integer({ min: 0, max: 9_999_999_999 }),
});
const format = (part: { ms: number; random: string; counter: number }): string =>
  marker.formatMarker(marker.formatEpoch(part.ms, part.random), part.counter);

it('orders by epoch, random part and counter', () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const byParts = a.ms - b.ms || (a.random < b.random ? -1 : a.random > b.random ? 1 : a.counter - b.counter);
      expect(marker.compareMarkers(format(a), format(b))).toBe(Math.sign(byParts));
    }),
  );
});

it('gives its parts back', () => {
  fc.assert(
    fc.property(parts, (part) => {
      const text = format(part);
      expect(marker.isMarker(text)).toBe(true);
      expect(marker.epochOf(text)).toBe(marker.formatEpoch(part.ms, part.random));
      expect(marker.epochMs(text)).toBe(part.ms);
      expect(marker.counterOf(text)).toBe(part.counter);
    }),
  );
});

it.each<[string, () => string, string]>([
  [
    'a counter of eleven digits',
    () => marker.formatMarker('0000000000001-aaaa', 10_000_000_000),
    'no counter of a marker: 10000000000',
  ],
  ['a counter below zero', () => marker.formatMarker('0000000000001-aaaa', -1), 'no counter of a marker: -1'],
  ['a time of fourteen digits', () => marker.formatEpoch(10_000_000_000_000, 'aaaa'), 'no epoch: 10000000000000-aaaa'],
  ['a time with a fraction', () => marker.formatEpoch(1.5, 'aaaa'), 'no epoch: 00000000001.5-aaaa'],
  ['a random part in upper case', () => marker.formatEpoch(1, 'AAAA'), 'no epoch: 0000000000001-AAAA'],
])('refuses %s', (_name, make, message) => {
  expect(make).toThrow(new RangeError(message));
});

it('takes the least and the greatest', () => {
  expect(marker.formatMarker(marker.formatEpoch(0, 'aaaa'), 0)).toBe('0000000000000-aaaa-0000000000');
  expect(marker.formatMarker('0000000000000-aaaa', 9_999_999_999)).toBe('0000000000000-aaaa-9999999999');
  expect(marker.compareMarkers('a', 'a')).toBe(0);
});

it('finds the greatest', () => {
  expect(marker.greatestMarker([])).toBeUndefined();
  expect(marker.greatestMarker(['b', 'c', 'a'])).toBe('c');
});

it('knows what is no marker', () => {
  expect(marker.isMarker('1790000000000-k3x9-000000000')).toBe(false);
  expect(marker.isEpoch('1790000000000-k3x9')).toBe(true);
});
