import { describe, expect, it } from 'vitest';
import type { ObservedRecordSet, RoutingPolicy } from '#shared/domain/record.ts';
import type { SiteWish } from '#shared/domain/site.ts';
import type { PlannedSite } from '../../../../functions/dns/plan/name-state.ts';
import { planName } from '../../../../functions/dns/plan/plan.ts';
import type { PlanSettings } from '../../../../functions/dns/plan/policies.ts';
import { indexOf } from '../zone-model.ts';

const name = 'shop.example.com';
const settings: PlanSettings = {
  zoneName: 'example.com',
  ownership: { format: 'external-dns-0.22', prefix: '', suffix: '', wildcardReplacement: '' },
  ours: new Set(['demo', 'other', 'old']),
  adopted: new Set(['old']),
};
const weight = (value: number): RoutingPolicy => ({ kind: 'weighted', weight: value });
const latency: RoutingPolicy = { kind: 'latency', region: 'eu-central-1' };

/** A record with its mark, simple or with an identifier. */
function pair(
  set: string,
  routing?: RoutingPolicy,
  { owner = 'demo', resource = `ingress/shop/${set || 'shop'}`, address = '192.0.2.1' } = {},
): readonly ObservedRecordSet[] {
  const route = routing === undefined ? {} : { setIdentifier: set, routing };
  const value = `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=${resource}"`;
  return [
    { name, type: 'A', ttl: 300, values: [address], ...route },
    { name: `a-${name}`, type: 'TXT', ttl: 300, values: [value], ...route },
  ];
}

function site(setIdentifier: string, wish: Partial<SiteWish> = {}, more: Partial<PlannedSite> = {}): PlannedSite {
  const whole = {
    edge: 'public',
    zone: 'Z1',
    target: { kind: 'addresses', addresses: ['192.0.2.1'] },
    ttlSeconds: 300,
    ownerId: 'demo',
    resource: `ingress/shop/${setIdentifier || 'shop'}`,
    ...(setIdentifier === '' ? {} : { routing: weight(1) }),
  } as const;
  const key = { host: name, view: 'public', setIdentifier } as const;
  return { key, role: 'wanted', applied: false, policy: 'sync', wish: { ...whole, ...wish }, ...more };
}

const applied: Partial<PlannedSite> = { applied: true };
const leaving: Partial<PlannedSite> = { applied: true, role: 'leaving' };

/** What becomes of each site, and the changes of records: `blue=change green=equal: D A blue, C A blue`. */
function planned(zone: readonly ObservedRecordSet[], sites: readonly PlannedSite[]): string {
  const { group, verdicts } = planName({ name, sites, owned: [], observed: indexOf(zone) }, settings);
  const results = verdicts.map(
    ({ site: { key }, result, reason }) => `${key.setIdentifier || '-'}=${reason ?? result}`,
  );
  const changes = (group?.changes ?? [])
    .filter(({ record }) => record.type !== 'TXT')
    .map(({ action, record }) => `${action[0]} ${record.setIdentifier ?? '-'}`);
  return `${results.join(' ')}: ${changes.join(' ')}`.trim();
}

describe('several record sets at one name', () => {
  it.each<readonly [string, readonly ObservedRecordSet[], readonly PlannedSite[], string]>([
    ['two new ones', [], [site('blue'), site('green')], 'blue=change green=change: C blue C green'],
    ['one stands', pair('blue', weight(1)), [site('blue'), site('green')], 'blue=equal green=change: C green'],
    ['another weight', pair('blue', weight(9)), [site('blue')], 'blue=change: D blue C blue'],
    ['a health check', pair('blue', weight(1)), [site('blue', { healthCheckId: 'h' })], 'blue=change: D blue C blue'],
    [
      'one leaves',
      [...pair('blue', weight(1)), ...pair('green', weight(1))],
      [site('blue', {}, applied), site('green', {}, leaving)],
      'blue=equal green=removal: D green',
    ],
    [
      'an object with another identifier',
      pair('blue', weight(1)),
      [site('blue', {}, leaving), site('green', { resource: 'ingress/shop/blue' })],
      'blue=removal green=change: D blue C green',
    ],
    [
      'an object with another identifier that has no address',
      pair('blue', weight(1)),
      [
        site('blue', {}, leaving),
        site('green', { resource: 'ingress/shop/blue', target: { kind: 'addresses', addresses: [] } }),
      ],
      'blue=NoAddress green=NoAddress:',
    ],
    [
      'an object whose other record set stands, and is refused a change',
      [...pair('blue', weight(1)), ...pair('green', weight(1), { resource: 'ingress/shop/blue' })],
      [
        site('blue', {}, leaving),
        site('green', { resource: 'ingress/shop/blue', target: { kind: 'addresses', addresses: ['no'] } }),
      ],
      'blue=removal green=InvalidTarget: D blue',
    ],
    [
      'an object that leaves beside another one that may not be',
      pair('blue', weight(1)),
      [site('blue', {}, leaving), site('green', { target: { kind: 'addresses', addresses: [] } })],
      'blue=removal green=NoAddress: D blue',
    ],
    ['simple to weighted', pair(''), [site('', {}, leaving), site('blue')], '-=removal blue=change: D - C blue'],
    [
      'weighted to simple',
      [...pair('blue', weight(1)), ...pair('green', weight(1))],
      [site(''), site('blue', {}, leaving), site('green', {}, leaving)],
      '-=change blue=removal green=removal: D blue D green C -',
    ],
    [
      'weighted to latency, all of them',
      [...pair('blue', weight(1)), ...pair('green', weight(1))],
      [
        site('blue', { routing: latency }, applied),
        site('green', { routing: { ...latency, region: 'eu-west-1' } }, applied),
      ],
      'blue=change green=change: D blue D green C blue C green',
    ],
    [
      'weighted to latency, one of two',
      [...pair('blue', weight(1)), ...pair('green', weight(1))],
      [site('blue', { routing: latency }, applied), site('green', {}, applied)],
      'blue=PolicyConflict green=equal:',
    ],
    [
      'two that swap their regions',
      [...pair('blue', latency), ...pair('green', { ...latency, region: 'eu-west-1' })],
      [
        site('blue', { routing: { ...latency, region: 'eu-west-1' } }, applied),
        site('green', { routing: latency }, applied),
      ],
      'blue=change green=change: D blue D green C blue C green',
    ],
    [
      'two new ones in one region',
      [],
      [site('blue', { routing: latency }), site('green', { routing: latency })],
      'blue=change green=PolicyConflict: C blue',
    ],
    [
      'the one that stands keeps the region',
      pair('green', latency),
      [site('blue', { routing: latency }), site('green', { routing: latency }, applied)],
      'blue=PolicyConflict green=equal:',
    ],
    ['a simple and a routed wish', [], [site(''), site('blue')], '-=change blue=PolicyConflict: C -'],
    [
      'another identifier of the same object',
      pair('blue', latency, { resource: 'ingress/shop/green' }),
      [site('green', { routing: latency })],
      'green=change: D blue C green',
    ],
    [
      'the same object was simple before',
      pair('', undefined, { owner: 'old', resource: 'ingress/shop/blue' }),
      [site('blue')],
      'blue=change: D - C blue',
    ],
    [
      'another object of ours was simple before',
      pair('', undefined, { resource: 'ingress/x/y' }),
      [site('blue')],
      'blue=PolicyConflict:',
    ],
    [
      'a set of ours that nobody wants beside it',
      pair('red', weight(1), { resource: 'ingress/x/y' }),
      [site('blue')],
      'blue=change: C blue',
    ],
    [
      'a set of another cluster of ours beside it',
      pair('red', weight(1), { owner: 'other' }),
      [site('blue')],
      'blue=change: C blue',
    ],
    ['to join a stranger', pair('red', weight(1), { owner: 'them' }), [site('blue')], 'blue=PolicyConflict:'],
    ['to join one without a mark', pair('red', weight(1)).slice(0, 1), [site('blue')], 'blue=PolicyConflict:'],
    [
      'a change beside a stranger that joined',
      [...pair('red', weight(1), { owner: 'them' }), ...pair('blue', weight(9))],
      [site('blue', {}, applied)],
      'blue=change: D blue C blue',
    ],
    [
      'another policy than a stranger',
      [...pair('red', weight(1), { owner: 'them' }), ...pair('blue', weight(9))],
      [site('blue', { routing: latency }, applied)],
      'blue=PolicyConflict:',
    ],
    ['a stranger with the identifier', pair('blue', weight(1), { owner: 'them' }), [site('blue')], 'blue=NameTaken:'],
    [
      'a mark that became foreign',
      pair('blue', weight(1), { owner: 'them' }),
      [site('blue', {}, applied)],
      'blue=OwnershipLost:',
    ],
    [
      'a policy without words here',
      [{ name, type: 'A', ttl: 60, values: ['192.0.2.1'], setIdentifier: 'one', routed: true }],
      [site('blue')],
      'blue=PolicyConflict:',
    ],
    [
      'a simple TXT of somebody where the mark is to stand',
      [{ name: `a-${name}`, type: 'TXT', ttl: 60, values: ['"hello"'] }],
      [site('blue')],
      'blue=PolicyConflict:',
    ],
    [
      'what one makes room for is held',
      pair(''),
      [site('', {}, { ...leaving, hold: { scope: 'all', by: 'oncall' } }), site('blue')],
      '-=Held blue=Held:',
    ],
    [
      'a replacement is no deletion',
      pair(''),
      [site('', {}, { ...leaving, policy: 'upsert-only' }), site('blue')],
      '-=removal blue=change: D - C blue',
    ],
    [
      'one site that may not',
      [],
      [site('blue', {}, { policy: 'observe' }), site('green')],
      'blue=Observing green=change: C green',
    ],
  ])('%s', (_case, zone, sites, expected) => {
    expect(planned(zone, sites)).toBe(expected);
  });

  it('the mark goes with the record: identifier, policy and health check, and its text stays as it was', () => {
    const zone = pair('blue', weight(9), { owner: 'old' });
    const wished = site('blue', { healthCheckId: 'h' }, applied);
    const { group } = planName({ name, sites: [wished], owned: [], observed: indexOf(zone) }, settings);
    expect(group?.changes.filter(({ record }) => record.type === 'TXT')).toEqual([
      { action: 'DELETE', record: zone[1] },
      { action: 'CREATE', record: { ...zone[1], routing: weight(1), healthCheckId: 'h' } },
    ]);
  });

  it('says which units could go without each other', () => {
    const zone = [...pair('blue', weight(1)), ...pair('green', weight(1))];
    const unitsOf = (sites: readonly PlannedSite[]) =>
      planName({ name, sites, owned: [], observed: indexOf(zone) }, settings).group?.units;
    expect(unitsOf([site('blue', { ttlSeconds: 60 }), site('green', { ttlSeconds: 60 })])).toEqual([
      ['blue'],
      ['green'],
    ]);
    expect(unitsOf([site(''), site('blue', {}, leaving), site('green', {}, leaving)])).toEqual([['', 'blue', 'green']]);
    const red = site('red', { resource: 'ingress/shop/blue' });
    expect(unitsOf([red, site('blue', {}, leaving), site('green', {}, leaving)])).toEqual([['green'], ['blue', 'red']]);
  });

  it('says in words which set is changed', () => {
    const plan = planName(
      { name, sites: [site('blue', {}, { policy: 'observe' })], owned: [], observed: indexOf(pair('blue', weight(9))) },
      settings,
    );
    expect(plan.verdicts[0]?.message).toBe(
      `would change A ${name} (blue: weight 1) → 192.0.2.1, TXT a-${name} (blue: weight 1)`,
    );
  });
});
