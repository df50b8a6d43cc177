import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteOf, type Wishing, withinQuota } from '../../../../functions/claims/wishes/quota.ts';
import type { ObjectRow } from '../../../../shared/rows/object-rows.ts';
import { ingress, ingressRef } from '../samples.ts';

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

describe('refusing by quota', () => {
  it('lets no namespace have more new names than there is room, whatever the order', () => {
    const wishing = fc.array(
      fc.record({ name: fc.nat(9), namespace: fc.constantFrom('a', 'b'), hosts: fc.uniqueArray(fc.nat(12)) }),
    );
    fc.assert(
      fc.property(wishing, fc.integer({ min: 1, max: 5 }), fc.uniqueArray(fc.nat(12)), (objects, limit, known) => {
        const sites = new Set(known.map((index) => siteOf('a', wish(`h${index}`).site)));
        const all = objects.map(({ name, namespace, hosts }, index) => ({
          row: row(`${namespace}/n${name}-${index}`),
          wishes: { wishes: hosts.map((one) => wish(`h${one}`)), refused: [], skipped: [], keepOthers: false },
        }));
        const book = { limit, sites, held: new Map([['a', 1]]), views: new Set<string>() };
        const kept = withinQuota(all, book);
        const backwards = withinQuota([...all].reverse(), book).toReversed();
        expect(backwards).toEqual(kept);
        for (const [index, one] of kept.entries()) {
          const before = all[index]?.wishes.wishes.length ?? 0;
          expect(one.wishes.wishes.length + one.wishes.refused.length).toBe(before);
        }
        const fresh = new Set(
          kept
            .flatMap(({ row: { ref }, wishes }) => wishes.wishes.map(({ site }) => siteOf(ref.key.slice(0, 1), site)))
            .filter((name) => !sites.has(name)),
        );
        expect(fresh.size).toBeLessThanOrEqual(limit - 1 + limit);
      }),
    );
  });

  const asking = (key: string, hosts: readonly number[], creationTimestamp?: string): Wishing => ({
    row: {
      ...row(key),
      object: ingress(key, [], creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    wishes: { wishes: hosts.map((one) => wish(`h${one}`)), refused: [], skipped: [], keepOthers: true },
  });
  const hostsOf = ({ wishes }: Wishing) => wishes.wishes.map(({ site }) => site.host);
  const empty = { limit: 2, sites: new Set<string>(), held: new Map<string, number>(), views: new Set<string>() };

  it('serves the oldest first, then by name; what has no creation time comes last', () => {
    const all = [
      asking('a/none', [1]),
      asking('a/young', [2], '2026-02-01T00:00:00Z'),
      asking('a/old', [3], '2026-01-01T00:00:00Z'),
      asking('a/a', [4]),
    ];
    expect(withinQuota(all, empty).map(hostsOf)).toEqual([[], ['h2'], ['h3'], []]);
    expect(withinQuota(all, { ...empty, limit: 3 }).map(hostsOf)).toEqual([[], ['h2'], ['h3'], ['h4']]);
    const { object: _object, ...bare } = row('a/b');
    const unseen = { row: bare, wishes: asking('a/b', [5]).wishes };
    expect(withinQuota([unseen, asking('a/c', [6])], { ...empty, limit: 1 }).map(hostsOf)).toEqual([['h5'], []]);
  });

  it('says what is over it, and leaves the rest of the object as it is', () => {
    const refused = [{ host: 'r', view: 'public', setIdentifier: '', verdict: 'refused' }] as const;
    const one = asking('a/x', [1, 2, 3]);
    const [kept] = withinQuota([{ ...one, wishes: { ...one.wishes, refused } }], {
      ...empty,
      held: new Map([['a', 1]]),
    });
    const message = 'namespace a holds as many names as it may (2); give one up, or ask for a higher hosts.quota';
    const over = { view: 'public', setIdentifier: '', verdict: 'refused', reason: 'QuotaReached', message };
    expect(kept?.wishes).toEqual({
      wishes: [wish('h1')],
      refused: [...refused, { host: 'h2', ...over }, { host: 'h3', ...over }],
      skipped: [],
      keepOthers: true,
    });
  });

  it('counts a site once in a namespace, and none that it has; one of another it may come to have', () => {
    const book = { ...empty, limit: 1, sites: new Set([siteOf('a', wish('h9').site)]) };
    const all = [asking('a/x', [9, 1]), asking('a/y', [1]), asking('b/z', [9, 2])];
    expect(withinQuota(all, book).map(hostsOf)).toEqual([['h9', 'h1'], ['h1'], ['h9']]);
    const within = asking('a/x', [1]);
    expect(withinQuota([within], book)[0]?.wishes).toBe(within.wishes);
  });
});
