import { describe, expect, it } from 'vitest';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import { contentsOf, ownedOf } from '../../../../functions/dns/plan/contents.ts';
import { hashedName } from '../../../../functions/dns/plan/ownership-name.ts';
import { formatOwnership } from '../../../../functions/dns/plan/ownership-text.ts';
import { indexOf } from '../zone-model.ts';
import { a, name, settings, txt } from './sites.ts';

const mark = `a-${name}`;
const hashed = hashedName({ record: { name, type: 'A' }, ...settings });
const naming = (owned: { name: string; type: string }, at = hashed): ObservedRecordSet => ({
  name: at,
  type: 'TXT',
  ttl: 300,
  values: [formatOwnership({ heritage: 'firstlight', ownerId: 'demo', resource: 'ingress/shop/shop', owned })],
});
const blue = { setIdentifier: 'blue' };
const aaaa: ObservedRecordSet = { name, type: 'AAAA', ttl: 300, values: ['2001:db8::1'] };
/** `owned: A a-… | unmarked: MX | loose: TXT a-…` */
const read = (...sets: readonly ObservedRecordSet[]): string => {
  const { owned, unmarked, loose } = contentsOf(name, indexOf(sets), settings);
  const text = (set: Pick<ObservedRecordSet, 'type' | 'setIdentifier'>) => `${set.type}${set.setIdentifier ?? ''}`;
  return [
    ...owned.map(({ record, ownership }) => `${text(record)} by ${ownership.name.replace(name, '@')}`),
    ...unmarked.map((set) => `unmarked ${text(set)}`),
    ...loose.map(({ ownership }) =>
      `loose ${ownership.name.replace(name, '@')} ${ownership.setIdentifier ?? ''}`.trim(),
    ),
  ].join(', ');
};

describe('what stands at a name', () => {
  it.each<[string, readonly ObservedRecordSet[], string]>([
    ['a record and its mark', [a(), txt(mark)], 'A by a-@'],
    [
      'a record whose mark was written by an older generation',
      [{ ...a(), alias: { dnsName: 'x', hostedZoneId: 'Z', evaluateTargetHealth: true } }, txt(`cname-${name}`)],
      'A by cname-@',
    ],
    ['a record whose mark says no type', [a(), txt(name)], 'A by @'],
    ['two records with the mark that says no type', [a(), { ...a(), type: 'CNAME' }, txt(name)], 'A by @, CNAME by @'],
    ['a record and another’s mark', [a(), txt(`aaaa-${name}`)], 'unmarked A, loose aaaa-@'],
    ['a record and what is no mark', [a(), { ...txt(mark), values: ['"hello"'] }], 'unmarked A'],
    ['a mark beside other values', [a(), { ...txt(mark), values: [...(txt(mark).values ?? []), '"x"'] }], 'unmarked A'],
    ['a mark without values', [a(), { name: mark, type: 'TXT' }], 'unmarked A'],
    ['a mark of another type', [a(), { ...txt(mark), type: 'SPF' }], 'unmarked A'],
    ['a hashed mark', [a(), naming({ name, type: 'a' })], `A by ${hashed}`],
    ['a hashed mark of another name', [a(), naming({ name: 'x.example.com', type: 'a' })], 'unmarked A'],
    ['a hashed mark of another type', [a(), naming({ name, type: 'aaaa' })], 'unmarked A'],
    ['the first of two marks', [a(), txt(mark), txt(name)], 'A by a-@, unmarked TXT'],
    ['the other of two marks, where the first is none', [a(), { ...txt(mark), values: ['"x"'] }, txt(name)], 'A by @'],
    [
      'several records, in the order of their types',
      [aaaa, a(), txt(mark), txt(`aaaa-${name}`)],
      'A by a-@, AAAA by aaaa-@',
    ],
    [
      'what no site has',
      [
        { name, type: 'MX' },
        { name, type: 'TXT', values: ['"x"'] },
      ],
      'unmarked MX, unmarked TXT',
    ],
    [
      'a routed record and its mark',
      [
        { ...a(), ...blue },
        { ...txt(mark), ...blue },
      ],
      'Ablue by a-@',
    ],
    ['a routed record and the mark of a simple one', [{ ...a(), ...blue }, txt(mark)], 'unmarked Ablue, loose a-@'],
    ['a mark alone', [txt(mark)], 'loose a-@'],
    [
      'marks of each type alone',
      [txt(mark), txt(`aaaa-${name}`), txt(`cname-${name}`)],
      'loose a-@, loose aaaa-@, loose cname-@',
    ],
    ['the mark that says no type alone: it may be of any', [txt(name)], 'unmarked TXT'],
    ['a routed mark alone', [{ ...txt(mark), ...blue }], 'loose a-@ blue'],
    ['a record under a policy without words here', [{ ...a(), routed: true }, txt(mark)], 'unmarked A, loose a-@'],
    ['a mark under such a policy', [a(), { ...txt(mark), routed: true }], 'unmarked A'],
    ['a hashed mark alone', [naming({ name, type: 'a' })], `loose ${hashed}`],
    ['a hashed mark of something else alone', [naming({ name, type: 'cname' })], ''],
    ['nothing', [], ''],
  ])('%s', (_name, sets, expected) => {
    expect(read(...sets)).toBe(expected);
  });

  it('says whose it is', () => {
    const index = indexOf([a(), txt(mark, 'old', 'ingress/x/y')]);
    const owned = { record: a(), ownership: txt(mark, 'old', 'ingress/x/y'), ownerId: 'old', resource: 'ingress/x/y' };
    expect(contentsOf(name, index, settings).owned).toEqual([owned]);
    expect(ownedOf(index, settings)).toEqual([owned]);
  });

  it('is read of a whole zone at once', () => {
    const other = { ...a(), name: 'b.example.com' };
    const index = indexOf([a(), other, aaaa, txt(mark), txt('a-b.example.com'), { name, type: 'MX' }]);
    expect(ownedOf(index, settings).map(({ record }) => record.name)).toEqual([name, 'b.example.com']);
  });

  it('includes a mark under the name itself of another record', () => {
    const at = { ...a(), name: mark };
    const { owned, unmarked, loose } = contentsOf(mark, indexOf([at, txt(mark), txt(`a-${mark}`)]), settings);
    expect(owned.map(({ ownership }) => ownership.name)).toEqual([`a-${mark}`]);
    expect([unmarked.map(({ type }) => type), loose]).toEqual([['TXT'], []]);
  });
});
