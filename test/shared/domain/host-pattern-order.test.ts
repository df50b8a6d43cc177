import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareSpecificity,
  hostPatternProblem,
  matchesHost,
  mostSpecificPattern,
  patternsBeneath,
} from '#shared/domain/host-pattern.ts';

const label = fc.constantFrom('a', 'b', 'c');
const host = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'));
const pattern = fc
  .array(fc.oneof(label, fc.constantFrom('*', '**')), { minLength: 1, maxLength: 5 })
  .map((labels) => labels.join('.'))
  .filter((text) => hostPatternProblem(text) === undefined);

/** All hosts of up to four labels over an alphabet that holds a letter no pattern knows. */
const world = [1, 2, 3, 4]
  .reduce<string[][]>(
    (hosts) => [
      ...hosts,
      (hosts.at(-1) ?? ['']).flatMap((rest) => ['a', 'b', 'z'].map((part) => (rest === '' ? part : `${part}.${rest}`))),
    ],
    [],
  )
  .flat();

describe('compareSpecificity', () => {
  it.each([
    [
      ['**', '**.example.com', '*.example.com', 'shop.example.com'],
      ['shop.example.com', '*.example.com', '**.example.com', '**'],
    ],
    [
      ['admin.*.example.com', '*.prod.example.com'],
      ['*.prod.example.com', 'admin.*.example.com'],
    ],
    [
      ['b.*', 'a.*'],
      ['a.*', 'b.*'],
    ],
    [
      ['**.example.com', '*.**.example.com', '*.*.example.com'],
      ['*.*.example.com', '*.**.example.com', '**.example.com'],
    ],
  ])('orders %j', (given, expected) => {
    expect([...given].sort(compareSpecificity)).toEqual(expected);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(pattern, pattern, pattern, (a, b, c) => {
        expect(Math.sign(compareSpecificity(a, b)) + Math.sign(compareSpecificity(b, a))).toBe(0);
        expect(compareSpecificity(a, b) === 0).toBe(a === b);
        if (compareSpecificity(a, b) < 0 && compareSpecificity(b, c) < 0)
          expect(compareSpecificity(a, c)).toBeLessThan(0);
      }),
    );
  });

  it('puts the narrower pattern first', () => {
    const narrower = (part: string, choice: number): string => {
      const choices: Record<string, string[]> = {
        '*': ['*', 'a'],
        '**': ['**', '*', 'a', '*.**', 'a.**', '**.a', 'a.*'],
      };
      return choices[part]?.[choice % choices[part].length] ?? part;
    };
    fc.assert(
      fc.property(pattern, fc.array(fc.nat(20), { minLength: 5, maxLength: 5 }), (wide, picks) => {
        const narrow = wide
          .split('.')
          .map((part, index) => narrower(part, picks[index] ?? 0))
          .join('.');
        fc.pre(narrow !== wide && hostPatternProblem(narrow) === undefined);
        expect(compareSpecificity(narrow, wide)).toBeLessThan(0);
      }),
    );
  });

  it('finds the deciding pattern whatever the order of the rules', () => {
    const patterns = ['**.example.com', '*.example.com', 'shop.example.com'];
    fc.assert(
      fc.property(fc.shuffledSubarray(patterns, { minLength: 3 }), (shuffled) => {
        expect(mostSpecificPattern(shuffled, 'shop.example.com')).toBe('shop.example.com');
        expect(mostSpecificPattern(shuffled, 'www.example.com')).toBe('*.example.com');
        expect(mostSpecificPattern(shuffled, 'a.b.example.com')).toBe('**.example.com');
        expect(mostSpecificPattern(shuffled, 'example.com')).toBeUndefined();
      }),
    );
  });
});

describe('patternsBeneath', () => {
  it.each([
    ['*.example.com', ['pay.example.com', 'example.com', 'pay.example.org'], ['pay.example.com']],
    ['*.example.com', ['*.pay.example.com', 'a.b.c.example.com'], ['a.b.c.example.com', '*.pay.example.com']],
    ['*.example.com', ['*.example.com', '**.example.com', '**'], ['*.example.com', '**.example.com']],
    ['*.team.example.com', ['**.team.example.com', '**.example.com'], ['**.team.example.com']],
    ['*.team.example.com', ['*.team.example.com', '**.example.com'], ['*.team.example.com', '**.example.com']],
    ['*.team.example.com', ['admin.**'], ['admin.**']],
    ['*.team.example.com', ['team.example.com', 'x.team.example.org'], []],
    ['*.x.com', ['pay.x.com', 'pay.x.com'], ['pay.x.com']],
    ['*.com', ['*.com', '**'], ['*.com', '**']],
  ])('beneath %s of %j: %j', (wildcard, patterns, expected) => {
    expect(patternsBeneath(wildcard, patterns)).toEqual(expected);
  });

  it('names the pattern that decides any host beneath', () => {
    const patterns = fc.array(pattern, { maxLength: 5 });
    fc.assert(
      fc.property(host, host, patterns, (child, parent, reserved) => {
        const deciding = mostSpecificPattern(reserved, `${child}.${parent}`);
        if (deciding !== undefined) expect(patternsBeneath(`*.${parent}`, reserved)).toContain(deciding);
      }),
    );
  });

  it('names nothing that has no host beneath', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'b', 'a.b'),
        fc.array(
          pattern.filter((text) => !text.includes('c')),
          { maxLength: 3 },
        ),
        (parent, reserved) => {
          const beneath = world.filter((name) => name.endsWith(`.${parent}`));
          for (const text of patternsBeneath(`*.${parent}`, reserved).filter((one) => one.split('.').length <= 2))
            expect(beneath.some((name) => matchesHost(text, name))).toBe(true);
        },
      ),
    );
  });
});
