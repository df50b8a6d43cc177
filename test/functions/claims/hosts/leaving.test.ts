import { describe, expect, it } from 'vitest';
import { decideHost } from '../../../../functions/claims/hosts/holders.ts';
import type { HostInput } from '../../../../functions/claims/hosts/host-input.ts';
import type { SiteRow } from '../../../../shared/rows/site-rows.ts';
import {
  type Asked,
  all,
  change,
  decided,
  gone,
  holderOf,
  nowMs,
  permitted,
  play,
  start,
  verdictsOf,
} from './deciding.ts';

describe('leaving', () => {
  const a = { namespace: 'shop', name: 'a' };
  const b = { namespace: 'shop', name: 'b' };
  const other = { namespace: 'blog', name: 'x' };
  const site = (state: HostInput): SiteRow | undefined => state.sites[0];

  it('hands over at once to a compatible claim, as a change', () => {
    const state = play([[change(a), change(b)], [gone(a)]], start, true);
    expect(site(state)).toMatchObject({ holder: { key: 'shop/b' }, generation: 2 });
    expect(site(state)?.release).toBeUndefined();
  });

  it.each<[string, Asked, boolean]>([
    ['of another edge', { ...b, edge: 'other' }, false],
    ['of another cluster on a reserved host', { ...b, cluster: 'two' }, true],
  ])('waits for the release before it hands over to one %s', (_name, heir, reserved) => {
    const waiting = play([[change(a), change(heir)], [gone(a)]], { ...start, reserved }, true);
    expect(site(waiting)).toMatchObject({ holder: { key: 'shop/a' }, release: { dueMs: nowMs + 120_000 } });
    const state = decided(all(waiting));
    expect(site(state)).toMatchObject({
      holder: { key: heir === undefined ? '' : 'shop/b' },
      state: 'live',
      generation: 2,
    });
    expect(site(state)?.release).toBeUndefined();
  });

  it('lets namespaces that share a reserved pattern take over at once', () => {
    const state = play([[change(a), change(other)], [gone(a)]], { ...start, reserved: true }, true);
    expect(site(state)).toMatchObject({ holder: { key: 'blog/x' } });
  });

  it('keeps the first due time, and clears the release when the claim returns', () => {
    const left = play([[change(a)], [gone(a)]], start, true);
    const later = play([[]], { ...left, nowMs: nowMs + 60_000 }, true);
    expect(site(later)?.release?.dueMs).toBe(nowMs + 120_000);
    const back = play([[change(a)]], later, true);
    expect(site(back)?.release).toBeUndefined();
    expect(site(back)?.generation).toBe(1);
  });

  it('makes a dying site live again with a new generation', () => {
    const dying = decided(all(play([[change(a)], [gone(a)]], start, true)));
    expect(site(dying)).toMatchObject({ state: 'dying', generation: 2 });
    expect(site(play([[change(a)]], dying, true))).toMatchObject({ state: 'live', generation: 3 });
  });

  it('keeps others out while it dies, and is gone without finalizers', () => {
    const dying = decided(all(play([[change(a)], [gone(a)]], start, true)));
    const refused = play([[change(other)]], dying, true);
    expect(verdictsOf(refused)).toEqual({ 'blog/x public': 'refused HostTaken' });
    expect(holderOf(decided({ ...refused, laneRows: [] }))).toBe('blog/x');
    expect(decideHost({ ...dying, laneRows: [] })).toMatchObject({ sites: [], claims: [], holders: [] });
  });

  it('lets the next namespace have the host only when all sites of the leaver may go', () => {
    const both = play([[change({ ...a, views: ['public', 'private'] })], [change(other)], [gone(a)]], start, true);
    const half = decided({ ...both, mayRelease: permitted(both.sites.filter(({ view }) => view === 'public')) });
    expect(half.sites.find(({ view }) => view === 'public')).toMatchObject({
      state: 'dying',
      holder: { key: 'shop/a' },
    });
    const whole = decided(all(both));
    expect(whole.sites.find(({ view }) => view === 'public')).toMatchObject({
      state: 'live',
      holder: { key: 'blog/x' },
    });
    expect(whole.sites.find(({ view }) => view === 'private')).toMatchObject({ state: 'dying' });
  });

  it('keeps the last known target while there is none', () => {
    const state = play([[change(a)], [change({ ...a, target: '' })]], start, true);
    expect(site(state)?.wish.target).toEqual({ kind: 'addresses', addresses: ['192.0.2.1'] });
    expect(verdictsOf(state)).toEqual({ 'shop/a public': 'holder NoAddress' });
  });

  it('looks at the old and the new lane when the zone changes', () => {
    const moved = change(a);
    const wishes = moved.wishes.map((one) => ({ ...one, wish: { ...one.wish, zone: 'Z2' } }));
    const state = play([[change(a)], [{ ...moved, wishes }]], start, true);
    expect(site(state)).toMatchObject({ lanes: ['dns:Z1', 'dns:Z2'], generation: 2 });
    const kept = { ...state, laneRows: state.laneRows.filter(({ lane }) => lane === 'dns:Z2') };
    expect(site(decided(kept))).toMatchObject({ lanes: ['dns:Z2'], generation: 2 });
  });
});
