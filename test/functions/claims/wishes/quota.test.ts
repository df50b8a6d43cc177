import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinQuota } from '../../../../functions/claims/wishes/quota.ts';
import type { ObjectRow } from '../../../../shared/rows/object-rows.ts';
import { ingressRef } from '../samples.ts';

describe('refusing by quota', () => {
  it('lets no namespace have more new names than there is room, whatever the order', () => {
    const wish = (host: string) => ({
      site: { host, view: 'public' as const, setIdentifier: '' },
      wish: { edge: 'public', zone: 'Z1', ttlSeconds: 300, ownerId: 'demo', resource: '' },
    });
    const row = (key: string): ObjectRow => ({
      ref: ingressRef(key),
      marker: 'm',
      gone: false,
      claims: [],
      skipped: [],
      hosts: [],
    });
    const wishing = fc.array(
      fc.record({ name: fc.nat(9), namespace: fc.constantFrom('a', 'b'), hosts: fc.uniqueArray(fc.nat(12)) }),
    );
    fc.assert(
      fc.property(wishing, fc.integer({ min: 1, max: 5 }), fc.uniqueArray(fc.nat(12)), (objects, limit, known) => {
        const sites = new Set(known.map((index) => `h${index}/public`));
        const all = objects.map(({ name, namespace, hosts }, index) => ({
          row: row(`${namespace}/n${name}-${index}`),
          wishes: { wishes: hosts.map((one) => wish(`h${one}`)), refused: [], skipped: [], keepOthers: false },
        }));
        const book = { limit, sites, held: new Map([['a', 1]]) };
        const kept = withinQuota(all, book);
        const backwards = withinQuota([...all].reverse(), book).toReversed();
        expect(backwards).toEqual(kept);
        for (const [index, one] of kept.entries()) {
          const before = all[index]?.wishes.wishes.length ?? 0;
          expect(one.wishes.wishes.length + one.wishes.refused.length).toBe(before);
        }
        const fresh = new Set(
          kept
            .flatMap(({ wishes }) => wishes.wishes.map(({ site }) => `${site.host}/public`))
            .filter((name) => !sites.has(name)),
        );
        expect(fresh.size).toBeLessThanOrEqual(limit - 1 + limit);
      }),
    );
  });
});
