import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Ownership } from '#shared/domain/configuration.ts';
import { markedEndpoint } from '../../../functions/dns/plan/endpoint-name.ts';
import { ownershipName, ownershipNames } from '../../../functions/dns/plan/ownership-name.ts';

interface Row {
  readonly ownership: Ownership;
  readonly name: string;
  readonly type: string;
  readonly txt: string;
  readonly back: { readonly name: string; readonly tag: string };
}

const rows = readFileSync(new URL('external-dns-names.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line): Row => {
    const [prefix = '', suffix = '', wildcard = '', name = '', type = '', txt = '', back = '', tag = ''] =
      line.split('\t');
    const ownership = { format: 'external-dns-0.22', prefix, suffix, wildcardReplacement: wildcard } as const;
    return { ownership, name, type, txt, back: { name: back, tag: tag.toLowerCase() } };
  });
const titleOf = ({ ownership: { prefix, suffix, wildcardReplacement }, name, type, txt }: Row): string =>
  `${prefix}|${suffix}|${wildcardReplacement} ${type} ${name} ${txt}`;

describe('TXT names as external-dns v0.21.0 has them', () => {
  it('are read as it reads them', () => {
    const read = rows.map((row) => [titleOf(row), markedEndpoint(row.txt, row.ownership)]);
    const isName = (name: string): boolean => name !== '' && !name.startsWith('.');
    const expected = rows.map((row) => [titleOf(row), isName(row.back.name) ? row.back : undefined]);
    expect(rows.length).toBeGreaterThan(300);
    expect(read).toEqual(expected);
  });

  it('are written as it writes them, or hashed where it could not read its own name back or leaves the zone', () => {
    for (const row of rows.filter(({ name }) => name !== '')) {
      const type = row.type === 'AAAA' || row.type === 'CNAME' ? row.type : 'A';
      const place = { record: { name: row.name, type }, zoneName: 'example.com', ownership: row.ownership } as const;
      const written = ownershipName(place);
      const replaced = row.ownership.wildcardReplacement.toLowerCase();
      const marked = replaced === '' ? row.name : row.name.replace('*', replaced);
      const isReadBack = row.back.name === marked && row.back.tag === type.toLowerCase();
      const isInside = row.txt.endsWith('.example.com');
      expect([titleOf(row), written]).toEqual(
        isReadBack && isInside
          ? [titleOf(row), { name: row.txt, hashed: false }]
          : [titleOf(row), { name: expect.stringMatching(/^_fl-/), hashed: true }],
      );
      if (isReadBack && isInside) expect(ownershipNames(place)).toContain(row.txt);
    }
  });
});
