import { describe, expect, it } from 'vitest';
import { claimsLimit } from '../../../../functions/claims/hosts/claim-set.ts';
import { decideHost } from '../../../../functions/claims/hosts/holders.ts';
import { type Asked, after, change, holderOf, play, start, verdictsOf } from './deciding.ts';

describe('who comes first', () => {
  const old = { namespace: 'shop', name: 'z', creationTimestamp: '2026-01-01T00:00:00Z' };
  const young = { namespace: 'blog', name: 'a', creationTimestamp: '2026-02-01T00:00:00Z' };

  it.each<[string, Asked[], string]>([
    ['the older', [young, old], 'shop/z'],
    ['one with a creation time before one without', [{ namespace: 'blog', name: 'a' }, old], 'shop/z'],
    [
      'of two without, the smaller key',
      [
        { namespace: 'shop', name: 'b' },
        { namespace: 'blog', name: 'c' },
      ],
      'blog/c',
    ],
    [
      'of two clusters, the smaller name',
      [
        { namespace: 'a', name: 'a', cluster: 'two' },
        { namespace: 'b', name: 'b', cluster: 'one' },
      ],
      'b/b',
    ],
  ])('%s', (_name, list, holder) => {
    expect(holderOf(play([list.map(change)]))).toBe(holder);
  });

  it('whom the TXT of the zone names, before the older', () => {
    const owned = [{ zone: 'Z1', setIdentifier: '', ownerId: 'demo', resource: 'ingress/blog/a', adopted: false }];
    expect(holderOf(play([[change(old), change(young)]], { ...start, owned }))).toBe('blog/a');
  });

  it('whom the TXT of an owner names that the zone takes over from', () => {
    const owned = [{ zone: 'Z1', setIdentifier: '', ownerId: 'default', resource: 'ingress/blog/a', adopted: true }];
    expect(holderOf(play([[change(old), change(young)]], { ...start, owned }))).toBe('blog/a');
  });

  it('nobody by a TXT of another owner or zone', () => {
    const owned = [
      { zone: 'Z1', setIdentifier: '', ownerId: 'other', resource: 'ingress/blog/a', adopted: false },
      { zone: 'Z9', setIdentifier: '', ownerId: 'demo', resource: 'ingress/blog/a', adopted: false },
    ];
    expect(holderOf(play([[change(old), change(young)]], { ...start, owned }))).toBe('shop/z');
  });

  it('the present holder once its record stands', () => {
    const state = play([[change(young)], [change(old)]], start, true);
    expect(holderOf(state)).toBe('blog/a');
    expect(verdictsOf(state)).toEqual({ 'blog/a public': 'holder Accepted', 'shop/z public': 'refused HostTaken' });
  });

  it('the namespace over all views: another one gets no private site beside it', () => {
    const state = play([[change(young)], [change({ ...old, views: ['private'] })]], start, true);
    expect(holderOf(state, 'private')).toBeUndefined();
    expect(verdictsOf(state)['shop/z private']).toBe('refused HostTaken');
  });

  it('names cluster and namespace of the holder, not its objects', () => {
    const state = play([[change(young)], [change(old)]], start, true);
    const message = state.claims.find(({ verdict }) => verdict === 'refused')?.message ?? '';
    expect(message).toContain('namespace blog of cluster demo');
    expect(message).not.toContain('blog/a');
  });
});

describe('after a loss of the table', () => {
  it('ends nothing that stands in a zone without a release', () => {
    const [shop, blog] = [
      { namespace: 'shop', name: 'a' },
      { namespace: 'blog', name: 'a', views: ['private' as const] },
    ];
    const owned = [
      { zone: 'Z1', setIdentifier: '', ownerId: 'demo', resource: 'ingress/shop/a', adopted: false },
      { zone: 'Z2', setIdentifier: '', ownerId: 'demo', resource: 'ingress/blog/a', adopted: false },
    ];
    const state = play([[change(shop)], [change(blog)]], { ...start, owned });
    expect(state.sites.every((site) => site.state === 'live')).toBe(true);
    expect(holderOf(state)).toBe('shop/a');
  });
});

describe('room on a host', () => {
  it('is for a limited number of claims; the rest are queued and the stored ones keep their place', () => {
    const many = Array.from({ length: claimsLimit + 5 }, (_, index) =>
      change({ namespace: 'shop', name: `n${String(index).padStart(3, '0')}` }),
    );
    const decision = decideHost({ ...start, changes: many });
    expect(decision.claims.length).toBe(claimsLimit);
    expect(decision.queued.map(({ source }) => source.key)).toEqual([
      'shop/n060',
      'shop/n061',
      'shop/n062',
      'shop/n063',
      'shop/n064',
    ]);
    const full = after(start, decision, true);
    const early = decideHost({ ...full, changes: [change({ namespace: 'shop', name: 'a' })] });
    expect(early.queued.map(({ source }) => source.key)).toEqual(['shop/a']);
  });
});
