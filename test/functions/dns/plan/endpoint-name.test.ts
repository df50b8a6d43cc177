import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ownership } from '#shared/domain/configuration.ts';
import { markedEndpoint } from '../../../../functions/dns/plan/endpoint-name.ts';
import { ownershipNames } from '../../../../functions/dns/plan/ownership-name.ts';

const plain: Ownership = { format: 'external-dns-0.22', prefix: '', suffix: '', wildcardReplacement: '' };

// external-dns's own examples are among them: registry/mapper/mapper_test.go.
describe('markedEndpoint', () => {
  it.each([
    ['a-shop.example.com', {}, 'a', 'shop.example.com'],
    ['shop.example.com', {}, '', 'shop.example.com'],
    ['cname-a-shop.example.com', {}, 'cname', 'a-shop.example.com'],
    ['mx-shop.example.com', {}, 'mx', 'shop.example.com'],
    ['txt.aaaa-shop.example.com', { prefix: 'txt.' }, 'aaaa', 'shop.example.com'],
    ['a-shop-txt.example.com', { suffix: '-txt' }, 'a', 'shop.example.com'],
    ['a-shop.txt.example.com', { suffix: '.txt' }, 'a', 'shop.example.com'],
    ['cname-shop.example.com', { prefix: '%{record_type}-' }, 'cname', 'shop.example.com'],
    ['shop-a.example.com', { suffix: '-%{record_type}' }, 'a', 'shop.example.com'],
    ['aaaashop.example.com', { prefix: '%{record_type}' }, 'a', 'aaashop.example.com'],
  ])('%s with %o is the %s of %s', (name, ownership, tag, marked) => {
    expect(markedEndpoint(name, { ...plain, ...ownership })).toEqual({ name: marked, tag });
  });

  it('is nothing where an affix is missing', () => {
    expect(markedEndpoint('a-shop.example.com', { ...plain, prefix: 'txt.' })).toBeUndefined();
    expect(markedEndpoint('a-shop.example.com', { ...plain, suffix: '-txt' })).toBeUndefined();
  });

  it('makes no TXT name mark two records', () => {
    const host = fc
      .tuple(fc.subarray(['a', 'aaaa', 'cname', 'mx', 'txt', 'shop']), fc.constantFrom('-', '', '.'))
      .map(([parts, by]) => `${parts.join(by) || 'www'}.example.com`);
    const affixes = fc.constantFrom(
      {},
      { prefix: 'txt-' },
      { prefix: '%{record_type}' },
      { suffix: '-a' },
      { suffix: '%{record_type}' },
    );
    fc.assert(
      fc.property(host, host, affixes, (one, other, ownership) => {
        const names = (name: string) =>
          (['A', 'CNAME', 'AAAA'] as const).flatMap((type) =>
            ownershipNames({ record: { name, type }, zoneName: 'example.com', ownership: { ...plain, ...ownership } }),
          );
        if (one !== other) expect(names(one).filter((name) => names(other).includes(name))).toEqual([]);
      }),
    );
  });
});
