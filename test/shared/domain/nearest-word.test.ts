import { expect, it } from 'vitest';
import { nearest } from '#shared/domain/nearest-word.ts';

it.each([
  ['snyc', ['sync', 'observe'], 'sync'],
  ['ownerid', ['ownerId'], 'ownerId'],
  ['zone', ['hub', 'zones'], 'zones'],
  ['clases', ['classes', 'cluster'], 'classes'],
  ['colour', ['hub', 'mode', 'zones'], undefined],
  ['', ['hub'], undefined],
  ['x', [], undefined],
])('%s among %j: %s', (word, known, expected) => {
  expect(nearest(word, known)).toBe(expected);
});
