import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import { batchLimit, packGroups, sizeOf } from '../../../../functions/dns/plan/batch.ts';
import { compareNames } from '../../../../functions/dns/plan/record-sets.ts';

const change = (name: string, values: readonly string[], action: RecordChange['action'] = 'CREATE'): RecordChange => ({
  action,
  record: { name, type: 'TXT', ttl: 300, values },
});
const name = fc.stringMatching(/^[a-z0-9*-]{1,8}(\.[a-z0-9]{1,4})?$/).map((text) => `${text}.example.com`);
const group = (most: number) =>
  fc
    .record({ name, values: fc.integer({ min: 1, max: most }), length: fc.integer({ min: 1, max: 120 }) })
    .map(({ name: at, values, length }) => ({
      name: at,
      changes: [
        change(
          at,
          Array.from({ length: values }, () => 'x'.repeat(length)),
        ),
      ],
    }));

const total = (groups: readonly { readonly changes: readonly RecordChange[] }[]) =>
  sizeOf(groups.flatMap(({ changes }) => changes));

describe('packGroups', () => {
  it('splits no group, loses none, keeps the limits and the order of names', () => {
    fc.assert(
      fc.property(fc.array(group(600), { maxLength: 60 }), (groups) => {
        const { batches, oversized } = packGroups(groups);
        expect([...batches.flat(), ...oversized].map((each) => JSON.stringify(each)).sort()).toEqual(
          groups.map((each) => JSON.stringify(each)).sort(),
        );
        for (const batch of batches) {
          const size = total(batch);
          expect(size.values).toBeLessThanOrEqual(batchLimit.values);
          expect(size.characters).toBeLessThanOrEqual(batchLimit.characters);
          expect(batch).toEqual(batch.toSorted((a, b) => compareNames(a.name, b.name)));
        }
      }),
    );
  });

  it('needs at most a tenth more batches than the least possible, for many groups', () => {
    fc.assert(
      fc.property(fc.array(group(8), { minLength: 1500, maxLength: 1500, size: 'max' }), (groups) => {
        const size = total(groups);
        const least = Math.ceil(Math.max(size.values / batchLimit.values, size.characters / batchLimit.characters));
        expect(packGroups(groups).batches.length).toBeLessThanOrEqual(Math.ceil(1.1 * least));
      }),
      { numRuns: 5 },
    );
  });

  it('does not depend on the order of the groups', () => {
    fc.assert(
      fc.property(fc.uniqueArray(group(100), { maxLength: 40, selector: (each) => each.name }), (groups) => {
        expect(packGroups(groups.toReversed()).batches).toEqual(packGroups(groups).batches);
      }),
    );
  });

  it('hands back what is over a limit by itself', () => {
    const large = { name: 'large.example.com', changes: [change('large.example.com', Array<string>(1001).fill('x'))] };
    const small = { name: 'small.example.com', changes: [change('small.example.com', ['x'])] };
    expect(packGroups([large, small])).toEqual({ batches: [[small]], oversized: [large] });
  });

  it('puts 500 new names, each with its TXT, into one batch', () => {
    const groups = Array.from({ length: 500 }, (_, index) => {
      const at = `n${index}.example.com`;
      return { name: at, changes: [change(at, ['192.0.2.1']), change(`a-${at}`, ['"x"'])] };
    });
    expect(packGroups(groups).batches).toHaveLength(1);
  });
});

describe('sizeOf', () => {
  it.each([
    ['a CREATE', change('x', ['ab', 'cde']), { values: 2, characters: 5 }],
    ['an UPSERT', change('x', ['ab', 'cde'], 'UPSERT'), { values: 4, characters: 10 }],
    [
      'an alias',
      {
        action: 'CREATE',
        record: { name: 'x', type: 'A', alias: { dnsName: 'lb.net', hostedZoneId: 'Z', evaluateTargetHealth: true } },
      },
      { values: 1, characters: 6 },
    ],
  ] as const)('%s', (_case, one, size) => {
    expect(sizeOf([one])).toEqual(size);
  });
});

describe('compareNames', () => {
  it('is the order of ListResourceRecordSets: labels reversed, the dot counts', () => {
    const names = [
      'example.com',
      '*.example.com',
      'a-b.example.com',
      'a.example.com',
      'z.a.example.com',
      'ab.example.com',
    ];
    expect(names.toReversed().sort(compareNames)).toEqual([
      'example.com',
      '*.example.com',
      'a-b.example.com',
      'a.example.com',
      'z.a.example.com',
      'ab.example.com',
    ]);
  });
});
