import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ownership } from '#shared/domain/configuration.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { ownershipName, ownershipNames } from '../../../../functions/dns/plan/ownership-name.ts';

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

  it('leaves out names that are too long, or that mark another record', () => {
    const full = (length: number) => `${'l'.repeat(length)}.example.com`;
    expect(ownershipNames(place(full(61), 'A'))[0]).toBe(`a-${full(61)}`);
    expect(ownershipNames(place(full(62), 'A'))).toEqual([expect.stringMatching(/^_fl-/), full(62)]);
    const deep = (length: number) => `${'b.'.repeat((length - 11) / 2)}example.com`;
    expect(ownershipName(place(deep(251), 'A')).name).toHaveLength(253);
    expect(ownershipName(place(deep(253), 'A')).hashed).toBe(true);
    // The name without a type would be read as the mark of the A of `shop`.
    expect(ownershipNames(place('a-shop.example.com', 'A'))).toEqual([
      'a-a-shop.example.com',
      expect.stringMatching(/^_fl-/),
    ]);
  });

  it('reads the other generation only of an alias', () => {
    expect(ownershipNames(place('foo.example.com', 'A'))).not.toContain('cname-foo.example.com');
    expect(ownershipNames(place('foo.example.com', 'AAAA', {}, true))).not.toContain('cname-foo.example.com');
  });

  it('puts the replacement only where a wildcard stands', () => {
    const wild = { wildcardReplacement: 'any' };
    expect(ownershipName(place('*.example.com', 'A', wild)).name).toBe('a-any.example.com');
    expect(ownershipName(place('b.example.com', 'A', wild)).name).toBe('a-b.example.com');
  });
});
