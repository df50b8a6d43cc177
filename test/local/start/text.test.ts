import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, cut, fill, harmless } from '../../../local/start/text.ts';

const text = fc.string({
  unit: fc.oneof(fc.constantFrom('a', 'ü', '日', '🙂', '\u0301', '\u001b', '\u202e', '\n'), fc.string()),
});

describe('text for a terminal', () => {
  it.each([
    ['a\u001b[31mred', 'a\\u{1b}[31mred'],
    ['two\nlines\t', 'two\\u{a}lines\\u{9}'],
    ['\u202ereversed\u200b', '\\u{202e}reversed\\u{200b}'],
    ['\ud800', '\\u{d800}'],
    ['grüße 日本 🙂', 'grüße 日本 🙂'],
  ])('makes %j harmless', (given, shown) => {
    expect(harmless(given)).toBe(shown);
  });

  it('never lets a control character through', () => {
    fc.assert(fc.property(text, (given) => !/[\p{Cc}\p{Cf}]/u.test(harmless(given))));
  });

  it.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['🙂', 2],
    ['', 0],
  ])('knows that %j takes %d columns', (given, columns) => {
    expect(columnsOf(given)).toBe(columns);
  });

  it('cuts with an ellipsis only when something is missing, never in the middle of a wide character', () => {
    expect(cut('example', 7)).toBe('example');
    expect(cut('example', 4)).toBe('exa…');
    expect(cut('日本語', 4)).toBe('日…');
    expect(cut('x', 0)).toBe('');
  });

  it('fills to exactly the columns that there are', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 40 }),
        (given, columns) => columnsOf(fill(given, columns)) === columns,
      ),
    );
  });
});
