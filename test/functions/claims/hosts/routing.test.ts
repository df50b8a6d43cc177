import { describe, expect, it } from 'vitest';
import type { RoutingPolicy } from '../../../../shared/domain/record.ts';
import { type Asked, change, finished, play, start, verdictsOf } from './deciding.ts';
import { as, country, region, role, setsOf, weight } from './sets.ts';

describe('record sets of one name', () => {
  it('stand beside each other with one policy', () => {
    const state = play([[change(as('a', weight('blue'))), change(as('b', weight('green', 2)))]], start, true);
    expect(setsOf(state)).toEqual(['blue live shop/a', 'green live shop/b']);
    expect(verdictsOf(state)).toEqual({ 'shop/a public': 'holder Accepted', 'shop/b public': 'holder Accepted' });
  });

  it.each<[string, Asked['set'], Asked['set'], RegExp]>([
    ['a plain one, then a weighted one', undefined, weight('blue'), /has one plain record set, of namespace shop/],
    ['a weighted one, then a plain one', weight('blue'), undefined, /has record sets by weight, .* no routing policy/],
    [
      'two policies',
      weight('blue'),
      region('green', 'eu-west-1'),
      /by weight, .* this asks for latency; write the same/,
    ],
    [
      'one region twice',
      region('a', 'eu-west-1'),
      region('b', 'eu-west-1'),
      /^another record set of this name, of namespace shop of cluster demo, has "region eu-west-1"/,
    ],
    ['two primaries', role('a', 'PRIMARY'), role('b', 'PRIMARY'), /has "primary" already/],
    ['one country twice', country('a', 'DE'), country('b', 'DE'), /has "country DE" already/],
    ['the default twice', country('a', '*'), country('b', '*'), /has "everywhere else" already/],
  ])('the later is refused: %s', (_name, first, second, message) => {
    for (const applied of [true, false]) {
      const state = play([[change(as('a', first))], [change(as('b', second))]], start, applied);
      expect(setsOf(state)).toEqual([`${first?.[0] ?? ''} live shop/a`]);
      const claim = state.claims.find(({ source }) => source.key === 'shop/b');
      expect(claim).toMatchObject({ reason: 'RoutingConflict', message: expect.stringMatching(message) });
    }
  });

  it('one point in two spellings is one place', () => {
    const at = (id: string, latitude: string): Asked['set'] => {
      const place = { latitude, longitude: '0' };
      const policy: RoutingPolicy = { kind: 'geoproximity', place, bias: 0 };
      return [id, policy];
    };
    const state = play([[change(as('a', at('a', '51.5')))], [change(as('b', at('b', '51.50')))]]);
    expect(verdictsOf(state)['shop/b public']).toBe('refused RoutingConflict');
  });

  it('belong to one namespace, whatever their identifier', () => {
    const thief = as('x', weight('mine', 255), { namespace: 'evil' });
    const state = play([[change(as('a', weight('blue')))], [change(thief)]], start, true);
    expect(verdictsOf(state)['evil/x public']).toBe('refused HostTaken');
    expect(setsOf(state)).toEqual(['blue live shop/a']);
  });

  it('may differ in policy between the views', () => {
    const state = play([[change(as('a', weight('blue'))), change(as('b', undefined, { views: ['private'] }))]]);
    expect(setsOf(state)).toEqual([' live shop/b', 'blue live shop/a']);
  });

  it('of which nothing stands give way to an older claim', () => {
    const old = as('b', undefined, { creationTimestamp: '2020-01-01T00:00:00Z' });
    const state = play([[change(as('a', weight('blue')))], [change(old)]]);
    expect(setsOf(finished(state))).toEqual([' live shop/b']);
  });

  it('tell of a geolocation without a default, until there is one', () => {
    const state = play([[change(as('a', country('a', 'DE')))]], start, true);
    expect(state.claims).toMatchObject([{ verdict: 'holder', message: expect.stringContaining('gets no answer') }]);
    const whole = play([[change(as('b', country('b', '*')))]], state, true);
    expect(whole.claims.map(({ message }) => message)).toEqual([undefined, undefined]);
  });
});
