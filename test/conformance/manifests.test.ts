import { expect, it } from 'vitest';
import { corpus } from './corpus.ts';
import { compared } from './found.ts';
import { playManifests } from './play-manifests.ts';

it('has a case for each way to name a host', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(60);
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
});

it.each(corpus.map((one) => [one.file, one.name, one] as const))('%s: %s', async (_file, _name, one) => {
  const { found, expected } = compared(one, await playManifests(one.objects));
  expect(found).toEqual(expected);
});
