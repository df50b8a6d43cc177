import { describe, expect, it } from 'vitest';
import type { ObjectChange } from '../../../../functions/claims/hosts/claim-set.ts';
import type { HostInput } from '../../../../functions/claims/hosts/host-input.ts';
import { moveLimitMs, type TlsWish } from '../../../../shared/domain/site.ts';
import { all, change, decided, gone, nowMs, play, start, verdictsOf } from './deciding.ts';

const a = { namespace: 'shop', name: 'a' };
const there = { ...a, edge: 'other' };
const keeper: TlsWish = { managedBy: 'cert-manager', detail: 'Issuer "one"' };
const named: TlsWish = { managedBy: 'acm', certificateArn: 'arn:aws:acm:eu-central-1:1:certificate/one' };
const withTls = (asked: ObjectChange, tls: TlsWish): ObjectChange => ({
  ...asked,
  wishes: asked.wishes.map((one) => ({ ...one, wish: { ...one.wish, tls } })),
});
const site = ({ sites: [one] }: HostInput) => one;
const closed: HostInput = { ...start, edgeServes: () => false };
const moving = (over: Partial<HostInput> = {}): HostInput =>
  play([[change(a)], [change(there)]], { ...closed, ...over }, true);

describe('a site that stands and is wished on another edge', () => {
  it('stays where it is until the other edge serves it, and is its claim’s all the while', () => {
    const state = moving();
    expect(site(state)).toMatchObject({
      wish: { edge: 'public' },
      moving: { edge: 'other', sinceMs: nowMs },
      generation: 1,
    });
    expect(verdictsOf(state)).toEqual({ 'shop/a public': 'holder Accepted' });
    const moved = decided({ ...state, edgeServes: (_site, edge) => edge === 'other' });
    expect(site(moved)).toMatchObject({ wish: { edge: 'other' }, generation: 2 });
    expect(site(moved)?.moving).toBeUndefined();
  });

  it('says whose certificate it is to have there, and has the one that it had until then', () => {
    const certificates = { certificatesLaneOf: () => 'certificates:1/eu-central-1' };
    const state = play([[withTls(change(a), keeper)]], { ...closed, ...certificates }, true);
    const going = play([[withTls(change(there), named)]], state, true);
    expect(site(going)).toMatchObject({ wish: { tls: keeper }, moving: { edge: 'other', tls: named }, generation: 2 });
    const another = play([[change(there)]], going, true);
    expect(site(another)).toMatchObject({ wish: { tls: keeper }, moving: { sinceMs: nowMs }, generation: 3 });
    expect(site(another)?.moving?.tls).toBeUndefined();
    expect(site(decided({ ...another, edgeServes: () => true }))?.wish.tls).toBeUndefined();
  });

  it('moves at once to where somebody else keeps its certificate', () => {
    const state = play([[change(a)], [withTls(change(there), keeper)]], closed, true);
    expect(site(state)).toMatchObject({ wish: { edge: 'other', tls: keeper } });
  });

  it('moves at once where the edge serves it, or nothing stands', () => {
    expect(site(moving({ edgeServes: () => true }))).toMatchObject({ wish: { edge: 'other' } });
    expect(site(play([[change(a)], [change(there)]], closed, false))).toMatchObject({ wish: { edge: 'other' } });
  });

  it('moves after half an hour, counted from the first wish for that edge', () => {
    const state = play([[]], { ...moving(), nowMs: nowMs + moveLimitMs - 1 }, true);
    expect(site(state)).toMatchObject({ wish: { edge: 'public' }, moving: { sinceMs: nowMs } });
    expect(site(decided({ ...state, nowMs: nowMs + moveLimitMs }))).toMatchObject({ wish: { edge: 'other' } });
    const third = play([[change({ ...a, edge: 'third' })]], { ...state, nowMs: nowMs + moveLimitMs }, true);
    expect(site(third)).toMatchObject({
      wish: { edge: 'public' },
      moving: { edge: 'third', sinceMs: nowMs + moveLimitMs },
    });
  });

  it('does not go to an edge that has left the configuration since', () => {
    const left = {
      edgeServes: () => true,
      edgePolicyOf: (edge: string) => (edge === 'other' ? undefined : 'sync'),
    } as const;
    const kept = play([[]], { ...moving(), ...left }, true);
    expect(site(kept)).toMatchObject({ wish: { edge: 'public' }, moving: { edge: 'other' } });
    expect(site(decided({ ...kept, nowMs: nowMs + moveLimitMs }))).toMatchObject({ wish: { edge: 'other' } });
  });

  it('does not move while it must stay, however long', () => {
    const state = moving({ edgeServes: () => true, mustStay: () => true });
    expect(site(decided({ ...state, nowMs: nowMs + 2 * moveLimitMs }))).toMatchObject({ wish: { edge: 'public' } });
    expect(site(decided({ ...state, mustStay: () => false }))).toMatchObject({ wish: { edge: 'other' } });
  });

  it('forgets the move when the wish comes back, when its claim goes, and when another has it', () => {
    expect(site(play([[change(a)]], moving(), true))?.moving).toBeUndefined();
    const leaving = play([[gone(a)]], moving(), true);
    expect(site(leaving)).toMatchObject({ release: { dueMs: nowMs + 120_000 } });
    expect(site(leaving)?.moving).toBeUndefined();
    const heir = play([[change({ ...a, name: 'b' })], [gone(a)]], moving(), true);
    expect(site(heir)).toMatchObject({ holder: { key: 'shop/b' }, wish: { edge: 'public' } });
    expect(site(heir)?.moving).toBeUndefined();
  });

  it('has the other edge at once when it comes back from dying', () => {
    const dying = decided(all(play([[gone(a)]], moving(), true)));
    expect(site(dying)).toMatchObject({ state: 'dying' });
    expect(site(play([[change(there)]], dying, true))).toMatchObject({ state: 'live', wish: { edge: 'other' } });
  });
});

describe('a site whose edge gets another load balancer, and the former one back', () => {
  const aliasTo = (name: string): ObjectChange => {
    const alias = { dnsName: `${name}.elb.amazonaws.com`, hostedZoneId: 'Z', evaluateTargetHealth: true };
    const { wishes, ...asked } = change(a);
    return {
      ...asked,
      wishes: wishes.map((one) => ({
        ...one,
        wish: { ...one.wish, target: { kind: 'alias', alias, dualStack: false } },
      })),
    };
  };
  const has = (name: string): Pick<HostInput, 'loadBalancerOf'> => ({
    loadBalancerOf: () => ({ arn: `arn:${name}`, dnsName: `${name}.elb.amazonaws.com` }),
  });
  const target = (name: string) => ({ target: { alias: { dnsName: `${name}.elb.amazonaws.com` } } });

  it('does not go to the other one by what its claim wished before the deployment', () => {
    const first = play([[aliasTo('lb-1')]], { ...closed, ...has('lb-1') }, true);
    const going = play([[aliasTo('lb-2')]], { ...first, ...has('lb-2') }, true);
    expect(site(going)).toMatchObject({ wish: target('lb-1'), moving: { loadBalancer: 'arn:lb-2' } });
    const before = play([[]], { ...going, ...has('lb-1') }, true);
    expect(site(before)).toMatchObject({ wish: target('lb-1') });
    const settled = play([[aliasTo('lb-1')]], before, true);
    expect(site(settled)).toMatchObject({ wish: target('lb-1') });
    expect(site(settled)?.moving).toBeUndefined();
    const third = play([[]], { ...going, ...has('lb-3') }, true);
    expect(site(play([[aliasTo('lb-3')]], third, true))).toMatchObject({
      wish: target('lb-1'),
      moving: { loadBalancer: 'arn:lb-3' },
    });
  });

  it('does not go to the other one when the edge leaves the configuration before its claim does', () => {
    const first = play([[aliasTo('lb-1')]], { ...closed, ...has('lb-1') }, true);
    const going = play([[aliasTo('lb-2')]], { ...first, ...has('lb-2') }, true);
    const left = { loadBalancerOf: () => undefined, edgePolicyOf: () => undefined };
    const kept = play([[]], { ...going, ...left }, true);
    expect(site(kept)).toMatchObject({ wish: target('lb-1'), moving: { loadBalancer: 'arn:lb-2' } });
    expect(site(decided({ ...kept, nowMs: nowMs + moveLimitMs }))).toMatchObject({ wish: target('lb-2') });
    // Without certificates there is nothing to wait for.
    const off = { ...going, loadBalancerOf: () => undefined };
    expect(site(play([[]], off, true))).toMatchObject({ wish: target('lb-2') });
  });

  it('is not kept by that for longer than a move may take', () => {
    const first = play([[aliasTo('lb-1')]], { ...closed, ...has('lb-1') }, true);
    const going = play([[aliasTo('lb-2')]], { ...first, ...has('lb-2') }, true);
    const late = { ...going, ...has('lb-1'), nowMs: nowMs + moveLimitMs };
    expect(site(decided(late))).toMatchObject({ wish: target('lb-2') });
  });
});

describe('the policy of a site’s edge', () => {
  const known = (edgePolicyOf: HostInput['edgePolicyOf'], from: HostInput = start) =>
    play([[change(a)]], { ...from, edgePolicyOf }, true);

  it('is kept from the last time that the edge was configured', () => {
    const state = known((edge) => (edge === 'public' ? 'upsert-only' : undefined));
    expect(site(state)?.edgePolicy).toBe('upsert-only');
    expect(site(decided({ ...state, edgePolicyOf: () => undefined }))?.edgePolicy).toBe('upsert-only');
    expect(site(decided({ ...state, edgePolicyOf: () => 'sync' }))).toMatchObject({
      edgePolicy: 'sync',
      version: 2,
      generation: 1,
    });
  });

  it('is unknown of an edge that never was configured', () => {
    expect(site(known(() => undefined))?.edgePolicy).toBeUndefined();
    const state = known((edge) => (edge === 'public' ? 'upsert-only' : undefined));
    expect(site(play([[change(there)]], state, true))?.edgePolicy).toBeUndefined();
  });
});

describe('a release', () => {
  it('says when it is due, since when, and why, and has an id of its own', () => {
    const state = play(
      [[change(a)], [gone(a)]],
      { ...start, releaseAfterMs: (edge) => (edge === 'public' ? 7_000 : 0) },
      true,
    );
    expect(site(state)?.release).toEqual({
      id: `app.example.com/public@${nowMs}.2`,
      dueMs: nowMs + 7_000,
      incarnation: 'incarnation-1',
      sinceMs: nowMs,
      reason: 'Releasing',
      message: 'no claim of its holder asks for it any more',
    });
  });

  it('stands still while something stops it', () => {
    const stop = { by: 'hold', sinceMs: nowMs } as const;
    const state = play([[change(a)], [gone(a)]], { ...start, stopOf: () => stop }, true);
    expect(site(state)?.release?.stopped).toEqual(stop);
    const freed = decided({ ...state, nowMs: nowMs + 60_000, stopOf: () => undefined });
    expect(site(freed)?.release).toMatchObject({ dueMs: nowMs + 180_000 });
    expect(site(freed)?.release?.stopped).toBeUndefined();
  });

  it('is executed only when that very release was judged', () => {
    const state = play([[change(a)], [gone(a)]], start, true);
    const mayRelease = new Map([['app.example.com/public', { release: 'another', counted: true }]]);
    expect(site(decided({ ...state, mayRelease }))?.state).toBe('live');
  });
});
