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
  ['hbu', ['hub'], 'hub'],
  ['hbx', ['hub'], undefined],
  ['ab', ['abcdef'], undefined],
  ['abcd', ['abcdef'], 'abcdef'],
  ['abc', ['abcdef'], undefined],
  ['ca', ['abc'], undefined],
  ['bac', ['abc'], 'abc'],
])('%s among %j: %s', (word, known, expected) => {
  expect(nearest(word, known)).toBe(expected);
});

it('knows words by their meaning, and reads no further than anybody writes', () => {
  expect(nearest('Region', ['hub', 'regions'], { region: 'hub' })).toBe('hub');
  expect(nearest('regions', ['hub', 'regions'], { region: 'hub' })).toBe('regions');
  expect(nearest('x'.repeat(70), ['x'.repeat(64)])).toBe('x'.repeat(64));
});
