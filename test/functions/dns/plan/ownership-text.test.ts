import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOwnership, parseOwnership } from '../../../../functions/dns/plan/ownership-text.ts';

describe('formatOwnership', () => {
  it('is byte for byte what external-dns writes', () => {
    const mark = { heritage: 'external-dns', ownerId: 'default', resource: 'ingress/default/my-ingress' } as const;
    expect(formatOwnership(mark)).toBe(
      '"heritage=external-dns,external-dns/owner=default,external-dns/resource=ingress/default/my-ingress"',
    );
  });

  it('names the record where the name of the TXT does not', () => {
    const owned = { name: 'example.com', type: 'a' };
    expect(formatOwnership({ heritage: 'firstlight', ownerId: 'demo', resource: 'ingress/a/b', owned })).toBe(
      '"heritage=firstlight,firstlight/name=example.com,firstlight/owner=demo,firstlight/resource=ingress/a/b,firstlight/type=a"',
    );
  });

  it.each<[string, string]>([
    ['a"b', 'a\\"b'],
    ['a\\b', 'a\\\\b'],
    ['ü', '\\303\\274'],
    [' \t~\u007f', ' \\011~\\177'],
  ])('escapes %j as Route 53 wants it', (resource, text) => {
    const value = formatOwnership({ heritage: 'external-dns', ownerId: 'x', resource });
    expect(value).toBe(`"heritage=external-dns,external-dns/owner=x,external-dns/resource=${text}"`);
  });

  it('cuts a long text into strings of 255 bytes', () => {
    const before = 'heritage=external-dns,external-dns/owner=x,external-dns/resource='.length;
    const of = (length: number) =>
      formatOwnership({ heritage: 'external-dns', ownerId: 'x', resource: 'r'.repeat(length) });
    expect(of(255 - before)).toMatch(/^"[^"]{255}"$/);
    expect(of(256 - before)).toMatch(/^"[^"]{255}" "r"$/);
  });

  it('says nothing of a record that it does not know', () => {
    expect(formatOwnership({ heritage: 'firstlight', ownerId: 'x', resource: 'r' })).toBe(
      '"heritage=firstlight,firstlight/name=,firstlight/owner=x,firstlight/resource=r,firstlight/type="',
    );
    expect(parseOwnership('"heritage=firstlight,firstlight/owner=x"')).toEqual({
      heritage: 'firstlight',
      ownerId: 'x',
      resource: '',
      owned: { name: '', type: '' },
    });
  });

  it('is read back whatever the resource is, in strings of at most 255 bytes', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }).filter((value) => !value.includes(','));
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom(...(['external-dns', 'firstlight'] as const)),
        (ownerId, resource, heritage) => {
          const owned = heritage === 'firstlight' ? { owned: { name: 'example.com', type: 'a' } } : {};
          const value = formatOwnership({ heritage, ownerId, resource, ...owned });
          expect(parseOwnership(value)).toEqual({ heritage, ownerId, resource, ...owned });
          expect(value).toMatch(/^("([ !#-[\]-~]|\\["\\]|\\[0-3][0-7]{2}){1,255}" ?)+$/);
        },
      ),
    );
  });
});

describe('parseOwnership', () => {
  it.each([
    ['"v=spf1 -all"'],
    ['"heritage=external-dns"'],
    ['"heritage=someone,external-dns/owner=x"'],
    ['"dGhpcyBpcyBlbmNyeXB0ZWQ="'],
    [''],
  ])('%s is no mark', (value) => {
    expect(parseOwnership(value)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['"heritage=external-dns,external-dns/owner=a\\\\b"', 'a\\b'],
    ['"heritage=external-dns,external-dns/owner=a\\"b"', 'a"b'],
    ['"heritage=external-dns,external-dns/owner=a\\303\\274b"', 'aüb'],
    ['"heritage=external-dns,external-dns/ow" "ner=ab"', 'ab'],
    ['"heritage=external-dns,external-dns/owner=a=b"', 'a=b'],
    ['"=x,y,heritage=external-dns,external-dns/owner=ab"', 'ab'],
  ])('reads %s as the mark of %s', (value, ownerId) => {
    expect(parseOwnership(value)).toEqual({ heritage: 'external-dns', ownerId, resource: '' });
  });

  it('takes labels in any order and ignores further ones', () => {
    expect(parseOwnership('"external-dns/version=1,external-dns/owner=x,heritage=external-dns"')).toEqual({
      heritage: 'external-dns',
      ownerId: 'x',
      resource: '',
    });
  });
});
