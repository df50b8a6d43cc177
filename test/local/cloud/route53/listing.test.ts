import { describe, expect, it } from 'vitest';
import { readChange } from '#local/cloud/route53/change.ts';
import { ZoneContents } from '#local/cloud/route53/contents.ts';
import { listPage } from '#local/cloud/route53/listing.ts';
import { a, get, openModel, outcomeOf, record } from './ask.ts';

const weighted = (id: string) => ({ ...a('w'), SetIdentifier: id, Weight: 1 });
const given = [
  record('w', 'TXT', '"t"'),
  weighted('b'),
  weighted('a'),
  a('w-1'),
  a('x.w'),
  a('*.w'),
  a('a!'),
  a('a'),
  a('@'),
  a('b.a'),
];
// As a zone stores them.
const sets = given.flatMap((set) => {
  const read = readChange({ action: 'CREATE', set });
  return 'fault' in read ? [] : [read.set];
});
const titles = (query: Record<string, string>) => {
  const page = listPage(ZoneContents.of(sets), query);
  if ('code' in page) return page.code;
  return page.sets.map((set) => [set.Name.replace('example.com.', ''), set.SetIdentifier ?? set.Type].join(' '));
};
// Reversed labels with their dots: `!` and `-` come before the dot, `*` before letters.
const whole = [' A', 'a\\041. A', 'a. A', 'b.a. A', 'w-1. A', 'w. a', 'w. b', 'w. TXT', '\\052.w. A', 'x.w. A'];

describe('the order of a list', () => {
  it('is by reversed name, type and identifier', () => expect(titles({})).toEqual(whole));

  it.each([
    ['a name', { name: 'W.example.com' }, whole.slice(5)],
    ['a name that is not there', { name: 'm.example.com.' }, whole.slice(4)],
    ['a name and a type', { name: 'w.example.com', type: 'NS' }, whole.slice(7)],
    ['an identifier', { name: 'w.example.com', type: 'A', identifier: 'b' }, whole.slice(6)],
    ['an escaped star', { name: '\\052.w.example.com' }, whole.slice(8)],
    ['a type past the last one', { name: 'w.example.com', type: 'TLSA' }, whole.slice(7)],
    ['a count', { maxitems: '2' }, whole.slice(0, 2)],
    ['a count over 300', { maxitems: '1000' }, whole],
  ])('starts at %s', (_, query, expected) => expect(titles(query)).toEqual(expected));

  it.each([
    ['a type without a name', { type: 'A' }],
    ['an identifier without a type', { name: 'w.example.com', identifier: 'a' }],
    ['an unknown type', { name: 'w.example.com', type: 'ANY' }],
    ['an empty label', { name: 'example.com..' }],
    ['no items', { maxitems: '0' }],
    ['a count that is none', { maxitems: 'many' }],
  ])('refuses %s', (_, query) => expect(titles(query)).toBe('InvalidInput'));
});

describe('lists of zones', () => {
  const ids = (path: string, query: Record<string, string>) =>
    [...get(openModel(), path, query).body.matchAll(/<Id>\/hostedzone\/(\w+)/g)].map(([, id]) => id);

  it('page by id', () => {
    expect(ids('hostedzone', { maxitems: '2' })).toEqual(['Z1', 'Z2']);
    expect(ids('hostedzone', { marker: 'Z3' })).toEqual(['Z3']);
    expect(ids('hostedzone', { hostedzonetype: 'PrivateHostedZone' })).toEqual(['Z2', 'Z3']);
  });

  it.each([
    ['a marker that is no zone', { marker: 'Z9' }, 'NoSuchHostedZone'],
    ['a type that is none', { hostedzonetype: 'PublicHostedZone' }, 'InvalidInput'],
    ['a delegation set', { delegationsetid: 'N1' }, 'NoSuchDelegationSet'],
  ])('refuse %s', (_, query, code) => {
    expect(outcomeOf(get(openModel(), 'hostedzone', query))).toMatchObject({ code });
  });

  it('page by name', () => {
    expect(ids('hostedzonesbyname', {})).toEqual(['Z1', 'Z2', 'Z3']);
    expect(ids('hostedzonesbyname', { dnsname: 'int.example.com' })).toEqual(['Z3']);
    expect(ids('hostedzonesbyname', { dnsname: 'example.com', hostedzoneid: 'Z2' })).toEqual(['Z2', 'Z3']);
    expect(outcomeOf(get(openModel(), 'hostedzonesbyname', { hostedzoneid: 'Z2' }))).toMatchObject({
      code: 'InvalidInput',
    });
  });
});
