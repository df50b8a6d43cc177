import { describe, expect, it } from 'vitest';
import type { Zone } from '#shared/domain/configuration.ts';
import {
  delegationHindrance,
  delegationsToAsk,
  validationZone,
} from '../../../../functions/certificates/plan/validation-zone.ts';

const zoneOf = (name: string, view: Zone['view'], more: Partial<Zone> = {}): Zone => ({
  ...{ name, view, id: `Z-${name}-${view}`, policy: 'sync', adopt: [], ...more },
});
const zones = [
  zoneOf('example.com', 'public'),
  zoneOf('example.com', 'private'),
  zoneOf('dev.example.com', 'public'),
  zoneOf('int.example.com', 'private'),
  zoneOf('corp.example.net', 'private'),
  zoneOf('left.example.org', 'public', { givenBack: { atMs: 0, by: 'oncall' } }),
];

describe('the zone that carries the validation record', () => {
  it.each([
    ['www.example.com', 'example.com'],
    ['*.example.com', 'example.com'],
    ['example.com', 'example.com'],
    ['*.dev.example.com', 'dev.example.com'],
    ['a.b.dev.example.com', 'dev.example.com'],
    ['notdev.example.com', 'example.com'],
    ['db.int.example.com', 'example.com'],
  ])('of %s is public %s', (name, zone) => {
    expect(validationZone(name, zones)).toMatchObject({ zone: { name: zone, view: 'public' } });
  });

  it.each([
    ['a.corp.example.net', 'lies in private zone corp.example.net only'],
    ['www.elsewhere.org', 'lies in no configured zone'],
    ['badexample.com', 'lies in no configured zone'],
    ['www.left.example.org', 'was given back'],
  ])('of %s is none: %s', (name, message) => {
    const found = validationZone(name, zones);
    expect(found).toMatchObject({ hindrance: { reason: 'WaitingForZone' } });
    expect('hindrance' in found && found.hindrance.message).toMatch(
      new RegExp(`${name.replace('*', '\\*')}.*${message}|${message}`),
    );
  });
});

describe('whether public DNS leads there', () => {
  const zone = { name: 'example.com', id: 'Z1' };
  const own = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.net'];
  const ask = (
    name: string,
    delegated: Readonly<Record<string, readonly string[]>>,
    known: readonly string[] | undefined = own,
  ) =>
    delegationHindrance(name, zone, {
      delegated: new Map(Object.entries(delegated)),
      ...(known === undefined ? {} : { own: known }),
    });

  it('is asked of every name that may be handed on', () => {
    expect(delegationsToAsk('*.a.b.example.com', zone)).toEqual(['a.b.example.com', 'b.example.com', 'example.com']);
    expect(delegationsToAsk('example.com', zone)).toEqual(['example.com']);
  });

  it.each([
    ['to its own servers', { 'example.com': ['NS-1.awsdns-01.org.'] }],
    ['to some of its own', { 'example.com': ['ns-2.awsdns-02.net', 'ns.old.example'] }],
    ['nobody could say', {}],
    ['and nothing is handed on', { 'example.com': own, 'www.example.com': [] }],
  ])('%s: nothing against it', (_, delegated) => {
    expect(ask('www.example.com', delegated)).toBeUndefined();
  });

  it.each([
    ['nowhere', { 'example.com': [] }, 'is delegated from nowhere'],
    ['elsewhere', { 'example.com': ['ns.other.example'] }, 'its parent leads to ns.other.example and not to this zone'],
    [
      'and on, beneath it',
      { 'example.com': own, 'dev.example.com': ['ns.other.example'] },
      'hands dev.example.com to ns.other.example; add zone dev.example.com',
    ],
  ])('%s: ACM would never see the record', (_, delegated, message) => {
    const found = ask('*.dev.example.com', delegated);
    expect(found?.reason).toBe('NotDelegated');
    expect(found?.message).toContain(message);
    expect(found?.message).toContain('*.dev.example.com');
  });

  it('does not judge the servers of a zone that has not said its own', () => {
    const delegated = new Map([['example.com', ['ns.other.example']]]);
    expect(delegationHindrance('www.example.com', zone, { delegated })).toBeUndefined();
  });
});
