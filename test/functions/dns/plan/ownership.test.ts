import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ownership } from '#shared/domain/configuration.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { ownershipName, ownershipNames } from '../../../../functions/dns/plan/ownership-name.ts';
import { formatOwnership, parseOwnership } from '../../../../functions/dns/plan/ownership-text.ts';

const plain: Ownership = { format: 'external-dns-0.22', prefix: '', suffix: '', wildcardReplacement: '' };
const alias = { dnsName: 'lb.example.net', hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true };
const place = (name: string, type: RecordSet['type'], ownership: Partial<Ownership> = {}, isAlias = false) => ({
  record: { name, type, ...(isAlias ? { alias } : {}) },
  zoneName: 'example.com',
  ownership: { ...plain, ...ownership },
});

// The first eight are external-dns's own examples: registry/mapper/mapper_test.go, docs/registry/txt.md.
describe('ownershipName', () => {
  it.each([
    ['foo.example.com', 'A', {}, 'a-foo.example.com'],
    ['foo.example.com', 'AAAA', {}, 'aaaa-foo.example.com'],
    ['foo.example.com', 'CNAME', {}, 'cname-foo.example.com'],
    ['foo.example.com', 'A', { prefix: '%{record_type}-' }, 'a-foo.example.com'],
    ['foo.example.com', 'A', { suffix: '-%{record_type}' }, 'foo-a.example.com'],
    ['*.example.com', 'A', { prefix: 'txt-', wildcardReplacement: 'wild' }, 'txt-a-wild.example.com'],
    ['*.example.com', 'A', {}, 'a-*.example.com'],
    ['foo.example.com', 'CNAME', { prefix: 'extdns.' }, 'extdns.cname-foo.example.com'],
    ['foo.example.com', 'A', { suffix: '-txt' }, 'a-foo-txt.example.com'],
    ['example.com', 'A', { prefix: '%{record_type}.' }, 'a.example.com'],
  ] as const)('%s %s %o is %s', (name, type, ownership, expected) => {
    expect(ownershipName(place(name, type, ownership))).toEqual({ name: expected, hashed: false });
  });

  it('follows each generation for an alias A', () => {
    expect(ownershipName(place('foo.example.com', 'A', {}, true)).name).toBe('a-foo.example.com');
    const old = { format: 'external-dns-0.21' } as const;
    expect(ownershipName(place('foo.example.com', 'A', old, true)).name).toBe('cname-foo.example.com');
    expect(ownershipName(place('foo.example.com', 'A', old)).name).toBe('a-foo.example.com');
    expect(ownershipName(place('foo.example.com', 'AAAA', old, true)).name).toBe('aaaa-foo.example.com');
  });

  it.each([
    ['the apex', 'example.com'],
    ['a label that is full', `${'l'.repeat(62)}.example.com`],
    ['a name that is full', `ab.${'b.'.repeat(119)}example.com`],
  ])('is hashed inside the zone for %s', (_case, name) => {
    const found = ownershipName(place(name, 'A'));
    expect(found).toEqual({ name: expect.stringMatching(/^_fl-[a-z2-7]{26}\.(.*\.)?example\.com$/), hashed: true });
    expect(found.name.length).toBeLessThanOrEqual(253);
  });

  it('never changes: another hash would orphan what stands', () => {
    expect(ownershipName(place('example.com', 'A')).name).toBe('_fl-brarkyvahll4iabl74lz7w7rml.example.com');
    expect(ownershipName(place(`${'l'.repeat(62)}.in.example.com`, 'AAAA')).name).toBe(
      '_fl-62fi7jrjhd2joyg2obgbegw6zu.in.example.com',
    );
  });

  it('is one of the names that are read, in the zone, and different for each type', () => {
    const host = fc
      .array(fc.stringMatching(/^[a-z0-9]{1,63}$/), { maxLength: 3 })
      .map((labels) => [...labels, 'example.com'].join('.'));
    const affix = fc.constantFrom('', 'txt-', 'txt.', '%{record_type}-', '%{record_type}.x.');
    fc.assert(
      fc.property(
        host,
        affix,
        fc.constantFrom(...(['external-dns-0.22', 'external-dns-0.21'] as const)),
        (name, prefix, format) => {
          const names = (['A', 'AAAA', 'CNAME'] as const).map((type) => {
            const at = place(name, type, { prefix, format });
            const written = ownershipName(at).name;
            expect(ownershipNames(at)[0]).toBe(written);
            expect(written.endsWith('.example.com')).toBe(true);
            expect(written.split('.').every((label) => label.length <= 63)).toBe(true);
            return written;
          });
          expect(new Set(names).size).toBe(3);
        },
      ),
    );
  });
});

describe('ownershipNames', () => {
  it('reads both generations, the hashed one, and last the name without a type', () => {
    expect(ownershipNames(place('foo.example.com', 'A', {}, true))).toEqual([
      'a-foo.example.com',
      'cname-foo.example.com',
      expect.stringMatching(/^_fl-/),
      'foo.example.com',
    ]);
    expect(ownershipNames(place('foo.example.com', 'AAAA'))).not.toContain('foo.example.com');
    expect(ownershipNames(place('foo.example.com', 'A', { prefix: 'x-%{record_type}-' }))).toContain(
      'x--foo.example.com',
    );
  });
});

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

  it('takes labels in any order and ignores further ones', () => {
    expect(parseOwnership('"external-dns/version=1,external-dns/owner=x,heritage=external-dns"')).toEqual({
      heritage: 'external-dns',
      ownerId: 'x',
      resource: '',
    });
  });
});
