import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNamespacePattern, matchesNamespace } from '#shared/domain/namespace-pattern.ts';
import { runsTimes } from '../../support/runs.ts';

describe('matchesNamespace', () => {
  it.each([
    ['shop', 'shop', true],
    ['shop', 'shop-2', false],
    ['pr-*', 'pr-12', true],
    ['pr-*', 'pr-', true],
    ['pr-*', 'xpr-1', false],
    ['*-dev', 'shop-dev', true],
    ['*', 'anything', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*b*c*', 'abcd', true],
    ['*c*b*', 'abcd', false],
  ])('%s and %s: %s', (pattern, namespace, expected) => {
    expect(matchesNamespace(pattern, namespace)).toBe(expected);
  });

  it('means what the regular expression means', () => {
    const text = (alphabet: string[]) =>
      fc.array(fc.constantFrom(...alphabet), { maxLength: 7 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text(['a', 'b', '*']), text(['a', 'b']), (pattern, namespace) => {
        expect(matchesNamespace(pattern, namespace)).toBe(
          new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(namespace),
        );
      }),
      runsTimes(3),
    );
  });
});

describe('isNamespacePattern', () => {
  it.each([
    ['shop', true],
    ['*', true],
    ['pr-*', true],
    ['a'.repeat(63), true],
    ['a'.repeat(64), false],
    ['', false],
    ['-a', false],
    ['a-', false],
    ['Shop', false],
    ['a.b', false],
  ])('%s: %s', (text, expected) => {
    expect(isNamespacePattern(text)).toBe(expected);
  });
});
