import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rule, readRule } from '../../../../../functions/claims/wishes/traefik/rule.ts';
import { hostsOfRule } from '../../../../../functions/claims/wishes/traefik/rule-hosts.ts';

const hosts = ['a.example.com', 'b.example.com', 'c.example.com'] as const;
const value = fc.oneof(
  fc.constantFrom(...hosts),
  fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => !text.includes('\n')),
);
const matcher = fc.oneof(
  fc.record({
    kind: fc.constant('matcher' as const),
    name: fc.constantFrom('Host', 'host', 'HostHeader'),
    values: fc.array(fc.constantFrom(...hosts), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('matcher' as const),
    name: fc.constantFrom('PathPrefix', 'HostRegexp', 'Header', 'HostSNI'),
    values: fc.array(value, { maxLength: 2 }),
  }),
);
const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4 },
    matcher,
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), rules: fc.tuple(tie('rule'), tie('rule')) }),
  ),
}));

/** As a person would write it, with parentheses wherever they may be. */
function print(one: Rule): string {
  switch (one.kind) {
    case 'matcher':
      return `${one.name}(${one.values.map(quote).join(', ')})`;
    case 'not':
      return `!(${print(one.rule)})`;
    default:
      return `(${print(one.rules[0])}) ${one.kind === 'and' ? '&&' : '||'} (${print(one.rules[1])})`;
  }
}

const quote = (text: string): string => (text.includes('`') ? `"${text.replace(/["\\]/g, '\\$&')}"` : `\`${text}\``);

describe('law: a rule', () => {
  it('is read as it was written', () => {
    fc.assert(fc.property(rule, (one) => void expect(readRule(print(one))).toEqual({ rule: one })));
  });

  it('is either read or told, whatever it is', () => {
    const pieces = fc.array(
      fc.constantFrom('Host', '(', ')', '`', '"', '`a.b`', '&&', '||', '!', ',', ' ', '&', "'", '\\'),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      pieces.map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (one) => {
        const read = readRule(one);
        if ('problem' in read) expect(read.problem).toMatch(/^(has|is|ends) .*; .+/s);
        else hostsOfRule(read.rule);
      }),
    );
  });

  it('serves a host exactly if it is named outside of every "not" and some request for it is matched', () => {
    fc.assert(
      fc.property(rule, (one) => {
        const served = hostsOfRule(one).hosts;
        for (const host of hosts) expect(served.includes(host)).toBe(isNamed(one, host, false) && canMatch(one, host));
      }),
    );
  });
});

const isHost = (name: string): boolean => /^host(header)?$/i.test(name);

function isNamed(one: Rule, host: string, negated: boolean): boolean {
  if (one.kind === 'matcher') return !negated && isHost(one.name) && one.values.includes(host);
  if (one.kind === 'not') return isNamed(one.rule, host, !negated);
  return one.rules.some((each) => isNamed(each, host, negated));
}

/** Tries every way in which the other matchers may answer; each is asked for itself. */
function canMatch(one: Rule, host: string): boolean {
  const others = countOthers(one);
  for (let answers = 0; answers < 2 ** others; answers += 1) {
    let asked = 0;
    const judge = (each: Rule): boolean => {
      if (each.kind === 'not') return !judge(each.rule);
      if (each.kind === 'matcher') {
        if (isHost(each.name)) return each.values.includes(host);
        asked += 1;
        return ((answers >> (asked - 1)) & 1) === 1;
      }
      const parts = each.rules.map(judge);
      return each.kind === 'and' ? parts.every(Boolean) : parts.some(Boolean);
    };
    if (judge(one)) return true;
  }
  return false;
}

function countOthers(one: Rule): number {
  if (one.kind === 'matcher') return isHost(one.name) ? 0 : 1;
  return one.kind === 'not' ? countOthers(one.rule) : one.rules.reduce((sum, each) => sum + countOthers(each), 0);
}

it.each([
  ['', 'ends too early; write a matcher such as Host(`app.example.com`) there'],
  ['Host', 'ends too early; write ( behind "Host" there'],
  ['Host(app.example.com)', 'has "." at character 9; remove it'],
  ['Host(`a`) Path(`/`)', 'has "Path" at character 11; write && or || there'],
  ['Host(`a`) & Path(`/`)', 'has "&" at character 11; remove it'],
  ['Host(`a', 'has a ` at character 6 that nothing closes; close it'],
  ['Host:a.example.com', 'has ":" at character 5; remove it'],
  ["Host('a')", 'has "\'" at character 6; write `backticks` instead'],
  ['Host(`a`))', 'has ")" at character 10; write && or || there'],
  ['(Host(`a`)', 'ends too early; write ) there'],
  ['Host(`a` `b`)', 'has "b" at character 10; write , or ) there'],
  [`${'!'.repeat(200)}Host(\`a\`)`, 'is nested more than 100 deep; write it with fewer parentheses'],
])('tells what is wrong with %s', (text, problem) => {
  expect(readRule(text)).toEqual({ problem });
});

it('takes a last comma, as Go does, and blanks anywhere', () => {
  expect(readRule(' Host ( `a` , "b\\"" , ) ')).toEqual({
    rule: { kind: 'matcher', name: 'Host', values: ['a', 'b"'] },
  });
});
