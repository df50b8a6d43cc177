import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isEpoch, isMarker } from '#shared/domain/marker.ts';
import { createMarkers, drawEpoch } from '../../../forwarder/speech/epoch.ts';

it('draws later than every epoch known, also when the clock went back', () => {
  const ms = fc.integer({ min: 0, max: 4_000_000_000_000 });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(ms, ms, random, (firstMs, secondMs, part) => {
      const first = drawEpoch({ nowMs: firstMs, random: () => 0.9999 });
      const second = drawEpoch({ nowMs: secondMs, lastKnown: first, random: () => part });
      expect(isEpoch(second)).toBe(true);
      expect(second > first).toBe(true);
      expect(Number(second.slice(0, 13))).toBe(Math.max(secondMs, firstMs + 1));
    }),
  );
});

it('draws four characters of its own', () => {
  let turn = 0;
  const random = () => [0, 0.3, 0.5, 0.999][turn++] ?? 0;
  expect(drawEpoch({ nowMs: 1_790_000_000_000.7, random })).toBe('1790000000000-0aiz');
});

it('counts markers upwards', () => {
  const next = createMarkers('1790000000000-0aiz');
  const markers = Array.from({ length: 20 }, () => next());
  expect(markers.every(isMarker)).toBe(true);
  expect(markers).toEqual(markers.toSorted());
  expect(new Set(markers).size).toBe(20);
});
