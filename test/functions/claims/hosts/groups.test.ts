import { describe, expect, it } from 'vitest';
import { decideHost } from '../../../../functions/claims/hosts/holders.ts';
import { all, change, decided, gone, holderOf, nowMs, permitted, play, start, verdictsOf } from './deciding.ts';
import { mark } from './situations.ts';

const old = { namespace: 'shop', name: 'z', creationTimestamp: '2026-01-01T00:00:00Z' };
const young = { namespace: 'blog', name: 'a', creationTimestamp: '2026-02-01T00:00:00Z' };
const both = ['public', 'private'] as const;

describe('the namespace that has a host', () => {
  it('keeps it over all views as soon as one record stands', () => {
    const state = play([[change({ ...young, views: both })]], start);
    const laneRows = state.laneRows.map((row) => ({ ...row, applied: row.site.view === 'private' }));
    expect(holderOf(play([[change({ ...old, views: both })]], { ...state, laneRows }))).toBe('blog/a');
    expect(holderOf(play([[change({ ...old, views: both })]], state))).toBe('shop/z');
  });

  it('keeps it while a site of its own dies', () => {
    const halves = play([[change({ ...young, views: both })], [change({ ...young, views: ['private'] })]], start, true);
    const dying = play([[change(old)]], { ...halves, mayRelease: permitted(halves.sites) }, true);
    expect(dying.sites.map(({ view, state }) => `${view} ${state}`)).toEqual(['private live', 'public dying']);
    expect(verdictsOf(dying)).toEqual({ 'blog/a private': 'holder Accepted', 'shop/z public': 'refused HostTaken' });
  });

  it('keeps it when it leaves and nobody else asks, while its record stands', () => {
    const left = play([[change(young)], [gone(young)]], start, true);
    expect(left.hostRow?.holders).toEqual(['demo/blog']);
    expect(decided(all(left)).hostRow?.holders).toEqual(['demo/blog']);
    expect(decideHost({ ...left, sites: [], laneRows: [] }).holders).toEqual([]);
  });

  it('keeps it when a zone has not been read, though another comes first', () => {
    const state = play([[change(young)]], start, false);
    const unread = { ...state, readZones: new Set<string>() };
    expect(play([[change(old)]], unread, false).hostRow?.holders).toEqual(['demo/blog']);
  });

  it('loses it with a site that nobody can see yet, at once', () => {
    const state = play([[change({ ...young, views: both })]], start, false);
    const next = play([[change(old)]], state, false);
    expect(next.sites.map(({ view, holder, state: now }) => `${view} ${holder.key} ${now}`)).toEqual([
      'private blog/a dying',
      'public shop/z live',
    ]);
    expect(next.sites.every(({ release }) => release === undefined)).toBe(true);
  });

  it('gives a displaced site the time of a release where its record stands', () => {
    const state = play([[change({ ...young, views: ['private'] })]], start, true);
    const taken = { ...state, hostRow: { host: state.host, holders: ['demo/shop'], version: 9 } };
    const next = play([[change(old)]], taken, true);
    expect(next.sites.find(({ view }) => view === 'private')).toMatchObject({
      state: 'live',
      release: { sinceMs: nowMs },
    });
  });

  it('names all holders of a reserved host, each once, in their order', () => {
    const reserved = { ...start, reserved: true };
    const state = play([[change({ ...young, views: ['private'] }), change(old)]], reserved);
    expect(state.hostRow?.holders).toEqual(['demo/blog', 'demo/shop']);
    const swapped = play([[change(young), change({ ...old, views: ['private'] })]], reserved);
    expect(swapped.hostRow?.holders).toEqual(['demo/blog', 'demo/shop']);
    expect(play([[change({ ...old, views: both })]], reserved).hostRow?.holders).toEqual(['demo/shop']);
  });
});

describe('what is said to those that do not have it', () => {
  const messages = (state: ReturnType<typeof play>) => state.claims.map(({ message }) => message).filter(Boolean);
  const held = 'held by namespace blog of cluster demo';
  const remedy = 'use another host, or have it given up there';

  it('is who has it', () => {
    expect(messages(play([[change(young)], [change(old)]], start, true))).toEqual([`${held}; ${remedy}`]);
  });

  it('is the edge, too, where the host is shared', () => {
    const reserved = { ...start, reserved: true };
    const state = play([[change(young)], [change({ ...old, edge: 'other' })]], reserved, true);
    expect(messages(state)).toEqual([`${held}, served through edge public; ${remedy}`]);
    const unnamed = play([[change({ ...young, edge: '' })], [change(old)]], reserved, true);
    expect(messages(unnamed)).toEqual([`${held}; ${remedy}`]);
  });

  it('is that they share it, where they may', () => {
    const state = play([[change(young), change({ ...young, name: 'b' })]], start, true);
    expect(verdictsOf(state)).toEqual({ 'blog/a public': 'holder Accepted', 'blog/b public': 'compatible Accepted' });
  });

  it('is what becomes of a holder without an address', () => {
    const none = 'the load balancer has no address yet; nothing is written until it has one';
    expect(messages(play([[change({ ...young, target: '' })]]))).toEqual([none]);
    const kept = play([[change(young)], [change({ ...young, target: '' })]], start, true);
    expect(messages(kept)).toEqual(['the load balancer has no address yet; the last known one stands']);
  });
});

it('takes a mark of an object that is gone for the record of the site', () => {
  const state = play([[change(young)]], { ...start, owned: [mark('Z1', 'news/y')] });
  expect(holderOf(play([[change(old)]], state))).toBe('blog/a');
  const other = { ...start, owned: [{ ...mark('Z1', 'news/y'), ownerId: 'them' }] };
  expect(holderOf(play([[change(young)], [change(old)]], other))).toBe('shop/z');
});
