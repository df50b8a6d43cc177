import { describe, expect, it } from 'vitest';
import { decideHost } from '../../../../functions/claims/hosts/holders.ts';
import type { Awaits, HostInput } from '../../../../functions/claims/hosts/host-input.ts';
import { all, change, decided, gone, holderOf, play, start, verdictsOf } from './deciding.ts';
import { mark } from './situations.ts';

const shop = { namespace: 'shop', name: 'a' };
const blog = { namespace: 'blog', name: 'x' };
const awaits = (until: Awaits['until']): Awaits => ({ until, cluster: 'demo' });
const marked = (until: Awaits['until'], key = 'shop/a'): HostInput => ({
  ...start,
  owned: [{ ...mark('Z1', key), awaits: awaits(until) }],
});
const messageOf = ({ claims: [claim] }: Pick<HostInput, 'claims'>) => `${claim?.reason}: ${claim?.message}`;

describe('a mark whose object may still appear', () => {
  it.each<[Awaits['until'], string]>([
    ['walk', 'once that cluster has said whether it still has it; if it never will, take it out of the configuration'],
    ['object', 'as soon as what that namespace has now is settled'],
    ['mended', 'once that object can be read: mend it, or remove it'],
  ])('until %s: keeps everybody else waiting, and says what for', (until, words) => {
    const decision = decideHost({ ...marked(until), changes: [change(blog)] });
    expect(decision).toMatchObject({ sites: [], holders: [], awaits: awaits(until) });
    expect(messageOf(decision)).toBe(
      `Waiting: its record in zone Z1 is marked for an object of namespace shop of cluster demo; decided ${words}`,
    );
  });

  it('is waited for no more once a claim is of it', () => {
    const decision = decideHost({ ...marked('walk'), changes: [change(blog), change(shop)] });
    expect(decision.awaits).toBeUndefined();
    expect(decision.holders).toEqual(['demo/shop']);
  });

  it('leaves a host to its namespace, though it may have no more sites', () => {
    const state = play([[change(blog)]], start, true);
    const later = play(
      [[change({ ...blog, views: ['public', 'private'] })]],
      { ...marked('walk'), ...state, owned: marked('walk').owned },
      true,
    );
    expect(holderOf(later)).toBe('blog/x');
    expect(verdictsOf(later)).toEqual({ 'blog/x private': 'refused Waiting', 'blog/x public': 'holder Accepted' });
  });

  it('gives a site that may go to nobody', () => {
    const left = play([[change(blog), change(shop)], [gone(blog)]], { ...start, owned: [mark('Z1', 'blog/x')] }, true);
    const state = decided({ ...all(left), owned: [{ ...mark('Z1', 'news/y'), awaits: awaits('walk') }] });
    expect(state.sites).toMatchObject([{ state: 'dying', holder: { key: 'blog/x' } }]);
  });
});

describe('a zone that was not read', () => {
  const unread: HostInput = { ...start, readZones: new Set(['Z2']) };

  it('gives no new site, and says so', () => {
    const decision = decideHost({ ...unread, changes: [change(shop)] });
    expect(decision.sites).toEqual([]);
    expect(messageOf(decision)).toBe(
      'ZoneNotRead: zone Z1 has not been read yet; the claim is decided as soon as it is',
    );
  });

  it('keeps a host undecided over all its views', () => {
    const decision = decideHost({ ...unread, changes: [change({ ...shop, views: ['public', 'private'] })] });
    expect(decision).toMatchObject({ holders: [], sites: [] });
    expect(decision.claims.map(({ reason, message }) => `${reason}: ${message}`)).toEqual([
      'ZoneNotRead: a zone that another claim of this host needs has not been read yet; the claim is decided as soon as it is',
      'ZoneNotRead: zone Z1 has not been read yet; the claim is decided as soon as it is',
    ]);
  });

  it('leaves a reserved site to whom it is, until all that claim it are known', () => {
    const first = { ...shop, creationTimestamp: '2026-02-01T00:00:00Z' };
    const older = { ...blog, creationTimestamp: '2026-01-01T00:00:00Z' };
    const state = play([[change(first)]], { ...start, reserved: true });
    const elsewhere = change(older);
    const wishes = elsewhere.wishes.map((one) => ({ ...one, wish: { ...one.wish, zone: 'Z9' } }));
    expect(holderOf(play([[{ ...elsewhere, wishes }]], state))).toBe('shop/a');
    expect(holderOf(play([[elsewhere]], state))).toBe('blog/x');
  });
});
