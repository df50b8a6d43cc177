import { describe, expect, it } from 'vitest';
import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import { wavesOf } from '../../../../functions/dns/plan/waves.ts';

type Action = RecordChange['action'];

/** `a>b`: the alias a leads to b; `-a>b`: one that goes. */
function member(text: string) {
  const [name = '', dnsName] = text.replace('-', '').split('>');
  const action: Action = text.startsWith('-') ? 'DELETE' : 'CREATE';
  const alias = dnsName === undefined ? {} : { alias: { dnsName, hostedZoneId: 'Z1', evaluateTargetHealth: true } };
  return { name, changes: [{ action, record: { name, type: 'A', ...alias } } as const] };
}

describe('the order in which names are sent', () => {
  it.each<readonly [string, string, string]>([
    ['nothing', '', ''],
    ['names that lead elsewhere', 'a b>elb', 'a,b'],
    ['an alias goes after its target', 'a>b b', 'b a'],
    ['a chain', 'a>b b>c c d', 'c,d b a'],
    ['a circle, and what leads into it', 'a>b b>a c>a d', 'd a,b,c'],
    ['an alias that goes', '-a>b b', 'a,b'],
  ])('%s', (_what, given, expected) => {
    const waves = wavesOf(given.split(' ').filter(Boolean).map(member));
    expect(waves.map((wave) => wave.map(({ name }) => name).join(',')).join(' ')).toBe(expected);
  });
});
