import { describe, expect, it } from 'vitest';
import type { OwnedRecord } from '../../../../functions/dns/plan/contents.ts';
import { hasCname, knownContents, type NameState, namesToRead } from '../../../../functions/dns/plan/name-state.ts';
import { hashedName } from '../../../../functions/dns/plan/ownership-name.ts';
import { indexOf } from '../zone-model.ts';
import { a, name, settings, site, txt } from './sites.ts';

const mark = `a-${name}`;
const state = (over: Partial<NameState> = {}): NameState => ({ name, sites: [], owned: [], ...over });
const alias = { dnsName: 'lb.example.net', hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true };
const known: OwnedRecord = {
  record: { name, type: 'CNAME' },
  ownership: { name: `old-${name}`, type: 'TXT' },
  ownerId: 'demo',
  resource: '',
};
const hashed = hashedName({ record: { name, type: 'A' }, ...settings });

describe('the names that a plan rests on', () => {
  it.each<[string, NameState, readonly string[]]>([
    ['nothing known', state(), [name]],
    ['a wish', state({ sites: [site()] }), [mark, name]],
    [
      'a wish that cannot be written',
      state({ sites: [site({ target: { kind: 'addresses', addresses: [] } })] }),
      [name],
    ],
    ['what was applied', state({ owned: [known] }), [`old-${name}`, name]],
    ['what stands', state({ observed: indexOf([a()]) }), [mark, name]],
    [
      'an alias that stands: its marks of both generations',
      state({ observed: indexOf([{ name, type: 'A', alias }]) }),
      [mark, `cname-${name}`, name],
    ],
    ['what no site has', state({ observed: indexOf([{ name, type: 'MX' }]) }), [name]],
    [
      'a wish whose mark a CNAME keeps out: where it would be, and where it is to be',
      state({ sites: [site()], cnames: new Set([mark]) }),
      [hashed, mark, name],
    ],
    [
      'what stands beside such a CNAME',
      state({ observed: indexOf([a()]), cnames: new Set([mark]) }),
      [hashed, mark, name],
    ],
  ])('%s', (_name, given, names) => {
    expect(namesToRead(given, settings)).toEqual(names);
  });
});

it('knows a CNAME by what stands and by what is wished', () => {
  const at = hasCname({ observed: indexOf([{ name: 'x', type: 'CNAME' }, a()]), cnames: new Set(['y']) });
  expect([at('x'), at('y'), at(name), at('z')]).toEqual([true, true, false, false]);
  expect(hasCname({})('x')).toBe(false);
});

it('takes what was read again before what was known', () => {
  const read = knownContents(state({ owned: [known], observed: indexOf([a(), txt(mark)]) }), settings);
  expect(read.owned.map(({ record }) => record.type)).toEqual(['A']);
  expect(knownContents(state({ owned: [known] }), settings)).toEqual({ owned: [known], unmarked: [], loose: [] });
});
