import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostPatternProblem, matchesHost } from '#shared/domain/host-pattern.ts';

const label = fc.constantFrom('a', 'b', 'c');
const host = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'));
const pattern = fc
  .array(fc.oneof(label, fc.constantFrom('*', '**')), { minLength: 1, maxLength: 5 })
  .map((labels) => labels.join('.'))
  .filter((text) => hostPatternProblem(text) === undefined);

/** The meaning said in another way: as a regular expression. */
const expression = (text: string): RegExp => {
  const labels = text.split('.').map((part) => (part === '**' ? '[^.]+(\\.[^.]+)*' : part === '*' ? '[^.]+' : part));
  return new RegExp(`^${labels.join('\\.')}$`);
};
describe('matchesHost', () => {
  it.each([
    ['shop.example.com', 'shop.example.com', true],
    ['shop.example.com', 'my.shop.example.com', false],
    ['*.example.com', 'shop.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com', 'a.shop.example.com', false],
    ['**.example.com', 'shop.example.com', true],
    ['**.example.com', 'a.shop.example.com', true],
    ['**.example.com', 'example.com', false],
    ['**.example.com', 'badexample.com', false],
    ['api.**.example.com', 'api.v1.eu.example.com', true],
    ['api.**.example.com', 'api.example.com', false],
    ['*.**.example.com', 'shop.example.com', false],
    ['**', 'shop.example.com', true],
    ['*.example.com', '*.example.com', true],
    ['shop.example.com', '*.example.com', false],
    ['**.example.com', '*.shop.example.com', true],
  ])('%s and %s: %s', (text, name, expected) => {
    expect(matchesHost(text, name)).toBe(expected);
  });

  it('means what the regular expression means', () => {
    fc.assert(fc.property(pattern, host, (text, name) => matchesHost(text, name) === expression(text).test(name)));
  });

  it('stays quick for a pattern made to be slow', () => {
    const slow = Array.from({ length: 60 }, () => '**.a').join('.');
    // Backtracking would not end before the test's time does.
    expect(matchesHost(slow, `${'a.'.repeat(125)}b`)).toBe(false);
  });
});

describe('hostPatternProblem', () => {
  it.each([
    '**',
    '*.example.com',
    `${'a'.repeat(63)}.com`,
    `${'a.'.repeat(126)}a`,
    '**.example.com',
    '*.**.example.com',
    'a.*.**.example.com',
    '_dmarc.example.com',
    'xn--bcher-kva.example',
  ])('%s is fine', (text) => {
    expect(hostPatternProblem(text)).toBeUndefined();
  });

  it.each([
    ['', 'has an empty label'],
    ['a..b', 'has an empty label'],
    ['example.com.', 'has an empty label'],
    ['*', 'matches no host, as every host has at least two labels; write ** for every host'],
    ['pr-*.example.com', 'mixes * with other characters in "pr-*"; a wildcard stands for whole labels'],
    ['***.example.com', 'mixes * with other characters in "***"; a wildcard stands for whole labels'],
    ['Shop.example.com', 'has upper-case letters; write shop.example.com'],
    [`${'a'.repeat(64)}.com`, 'has a label of more than 63 characters ("aaaaaaaaaaaaaaaaaaaa…")'],
    ['bücher.example', 'has characters that no host name has in "bücher"'],
    ['-a.example', 'has characters that no host name has in "-a"'],
    ['A\n.example', 'has characters that no host name has in "A\\n"'],
    [`${'é'.repeat(20)}.example`, `has characters that no host name has in "${'é'.repeat(20)}"`],
    ['a-.example', 'has characters that no host name has in "a-"'],
    ['**.*.example.com', 'has a wildcard after **; write the * labels first, as in *.**.example.com'],
    ['**.**', 'has a wildcard after **; write the * labels first, as in *.**.example.com'],
    [`${'a.'.repeat(126)}aa`, 'is longer than the 253 characters of a host name'],
  ])('%s %s', (text, problem) => {
    expect(hostPatternProblem(text)).toBe(problem);
  });
});
