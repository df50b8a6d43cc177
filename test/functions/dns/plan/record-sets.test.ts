import { describe, expect, it } from 'vitest';
import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import { isOurs, isOwnMark, type SiteHere } from '../../../../functions/dns/plan/own-marks.ts';
import { hostText, isManagedType, recordSetOf, sameRecordSet } from '../../../../functions/dns/plan/record-sets.ts';
import { settings } from './sites.ts';

const alias = { dnsName: 'lb.example.net', hostedZoneId: 'Z1', evaluateTargetHealth: true };
const set = (over: Partial<RecordSet>): RecordSet => ({
  name: 'x.example.com',
  type: 'A',
  ttl: 300,
  values: ['192.0.2.1'],
  ...over,
});
const { ttl: _ttl, values: _values, ...bare } = set({});
const aliased = (over: Partial<typeof alias> = {}): RecordSet => ({ ...bare, alias: { ...alias, ...over } });

describe('record sets that say the same', () => {
  it.each<[string, RecordSet, RecordSet, boolean]>([
    ['the same', set({}), set({}), true],
    ['another name', set({}), set({ name: 'y.example.com' }), false],
    ['another type', set({ type: 'TXT' }), set({ type: 'CNAME' }), false],
    ['another set identifier', set({}), set({ setIdentifier: 'blue' }), false],
    ['another TTL', set({}), set({ ttl: 60 }), false],
    ['another order', set({ values: ['192.0.2.2', '192.0.2.1'] }), set({ values: ['192.0.2.1', '192.0.2.2'] }), true],
    ['a value more', set({ values: ['192.0.2.1', '192.0.2.2'] }), set({}), false],
    ['values and none', set({}), { ...bare, ttl: 300 }, false],
    ['none and none', bare, bare, true],
    [
      'another spelling',
      set({ type: 'AAAA', values: ['2001:DB8:0::1'] }),
      set({ type: 'AAAA', values: ['2001:db8::1'] }),
      true,
    ],
    ['what is no address', set({ values: ['X'] }), set({ values: ['x'] }), false],
    [
      'a CNAME in capitals',
      set({ type: 'CNAME', values: ['X.net.'] }),
      set({ type: 'CNAME', values: ['x.net'] }),
      true,
    ],
    ['a TXT in capitals', set({ type: 'TXT', values: ['"X"'] }), set({ type: 'TXT', values: ['"x"'] }), false],
    ['an alias in capitals', aliased({ dnsName: 'LB.example.net.' }), aliased(), true],
    ['an alias elsewhere', aliased({ dnsName: 'lb2.example.net' }), aliased(), false],
    ['an alias in another zone', aliased({ hostedZoneId: 'Z2' }), aliased(), false],
    ['an alias without health', aliased({ evaluateTargetHealth: false }), aliased(), false],
    ['an alias and values', aliased(), set({}), false],
    ['values and an alias', set({}), aliased(), false],
  ])('%s', (_name, one, other, same) => {
    expect(sameRecordSet(one, other)).toBe(same);
  });

  it('writes what was read, without what only was observed of it', () => {
    const read: ObservedRecordSet = { ...set({}), type: 'AAAA', setIdentifier: 'blue', routed: true, alias };
    expect(recordSetOf(read, 'A')).toEqual({ ...set({}), setIdentifier: 'blue', alias });
    expect(recordSetOf(bare, 'A')).toEqual(bare);
    expect([hostText('A.b.'), hostText('a.b'), hostText('.a')]).toEqual(['a.b', 'a.b', '.a']);
    expect(['A', 'AAAA', 'CNAME', 'TXT'].map(isManagedType)).toEqual([true, true, true, false]);
  });
});

describe('a mark', () => {
  const handedOver: SiteHere = {
    key: { setIdentifier: '' },
    wish: { ownerId: 'demo', resource: 'ingress/shop/web' },
    appliedOwners: ['two'],
    appliedResources: ['ingress/blog/x'],
  };
  const { appliedOwners: _owners, appliedResources: _resources, ...fresh } = handedOver;
  it.each<[string, string, SiteHere, boolean]>([
    ['demo', 'ingress/any/thing', fresh, true],
    ['old', 'ingress/any/thing', fresh, true],
    ['two', 'ingress/blog/x', fresh, false],
    ['two', 'ingress/blog/x', handedOver, true],
    ['two', 'ingress/blog/y', handedOver, false],
    ['three', 'ingress/blog/x', handedOver, false],
  ])('of %s for %s', (ownerId, resource, site, own) => {
    expect(isOwnMark({ ownerId, resource }, site, settings)).toBe(own);
    const owned = { record: set({}), ownership: set({ type: 'TXT' }), ownerId, resource };
    expect(isOurs(owned, site, settings)).toBe(own);
    expect(isOurs({ ...owned, record: set({ setIdentifier: 'blue' }) }, site, settings)).toBe(false);
  });
});
