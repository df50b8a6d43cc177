import { describe, expect, it } from 'vitest';
import {
  type Claim,
  claimsAfter,
  claimsLimit,
  compareClaims,
  nameOf,
} from '../../../../functions/claims/hosts/claim-set.ts';
import { change } from './deciding.ts';

const claim = (over: Partial<Claim> = {}, key = 'shop/a'): Claim => {
  const { claims } = claimsAfter([], [change({ namespace: 'shop', name: 'a' })]);
  const [one] = claims;
  if (one === undefined) throw new Error('no claim');
  return { ...one, source: { ...one.source, key }, ...over };
};
const early = '2026-01-01T00:00:00Z';
const late = '2026-02-01T00:00:00Z';
const source = claim().source;

describe('the order of claims', () => {
  it.each<[string, Claim, Claim]>([
    ['the older', claim({ creationTimestamp: early }, 'z/z'), claim({ creationTimestamp: late })],
    ['one with a creation time', claim({ creationTimestamp: late }, 'z/z'), claim()],
    ['the smaller cluster', claim({ source: { ...source, cluster: 'a', key: 'z/z' } }), claim()],
    ['the smaller kind', claim({ source: { ...source, kind: 'A', key: 'z/z' } }), claim()],
    ['the smaller key', claim({ site: { ...claim().site, host: 'z' } }), claim({}, 'shop/b')],
    ['the smaller site', claim({ site: { ...claim().site, view: 'private' } }), claim()],
  ])('puts first %s', (_name, first, second) => {
    expect(compareClaims(first, second)).toBe(-1);
    expect(compareClaims(second, first)).toBe(1);
    expect(compareClaims(first, { ...first })).toBe(0);
  });
});

describe('the claims of a host after a change', () => {
  const asked = { namespace: 'shop', name: 'a', views: ['public', 'private'] as const };
  const views = (claims: readonly Claim[]) => claims.map(({ site, wish }) => `${site.view} ${wish.edge}`);

  it('are what the object wishes now, in place of what it claimed', () => {
    const { claims } = claimsAfter([], [change(asked)]);
    expect(views(claims)).toEqual(['private public', 'public public']);
    expect(claims.every((one) => !('creationTimestamp' in one))).toBe(true);
    const less = change({ ...asked, edge: 'other', views: ['public'] });
    expect(views(claimsAfter(claims, [less]).claims)).toEqual(['public other']);
    expect(views(claimsAfter(claims, [{ ...less, keepOthers: true }]).claims)).toEqual([
      'private public',
      'public other',
    ]);
    expect(views(claimsAfter(claims, [{ ...less, wishes: [], keepOthers: true }]).claims)).toHaveLength(2);
    expect(claimsAfter(claims, [change({ ...asked, name: 'b' })]).claims).toHaveLength(4);
  });

  it('leave their room to what is stored, changed or not, and then to the oldest of the new', () => {
    const many = Array.from({ length: claimsLimit - 1 }, (_, index) =>
      change({ namespace: 'shop', name: `n${index}` }),
    );
    const { claims } = claimsAfter([], many);
    const [first] = many;
    if (first === undefined) throw new Error('no change');
    const young = change({ namespace: 'shop', name: 'a', creationTimestamp: late });
    const old = change({ namespace: 'shop', name: 'z', creationTimestamp: early });
    const after = claimsAfter(claims, [young, { ...first }, old]);
    expect(after.claims).toHaveLength(claimsLimit);
    expect(after.claims[0]?.source.key).toBe('shop/z');
    expect(after.queued.map(({ source: { key } }) => key)).toEqual(['shop/a']);
  });

  it('are told apart by site and object', () => {
    expect(nameOf(claim())).toBe('app.example.com/public demo networking.k8s.io Ingress shop/a');
  });

  it('keep the room of whoever asks for another record set than before, also where an older one comes', () => {
    const many = Array.from({ length: claimsLimit }, (_, index) => change({ namespace: 'shop', name: `n${index}` }));
    const { claims } = claimsAfter([], many);
    const other = change({ namespace: 'shop', name: 'n1', set: ['blue', { kind: 'weighted', weight: 1 }] });
    const older = change({ namespace: 'shop', name: 'a', creationTimestamp: early });
    const after = claimsAfter(claims, [older, other]);
    expect(after.claims.find(({ source: { key } }) => key === 'shop/n1')?.site.setIdentifier).toBe('blue');
    expect(after.queued.map(({ source: { key } }) => key)).toEqual(['shop/a']);
  });
});
