import { describe, expect, it } from 'vitest';
import type { HostInput } from '../../../../functions/claims/hosts/host-input.ts';
import type { RoutingPolicy } from '../../../../shared/domain/record.ts';
import { type Asked, all, change, decided, finished, gone, nowMs, play, start, verdictsOf } from './deciding.ts';

const weight = (id: string, of = 1): Asked['set'] => [id, { kind: 'weighted', weight: of }];
const role = (id: string, is: 'PRIMARY' | 'SECONDARY'): Asked['set'] => [id, { kind: 'failover', role: is }];
const region = (id: string, name: string): Asked['set'] => [id, { kind: 'latency', region: name }];
const country = (id: string, countryCode: string): Asked['set'] => {
  return [id, { kind: 'geolocation', location: { countryCode } }];
};
const as = (name: string, set?: Asked['set'], over: Partial<Asked> = {}): Asked => {
  return { namespace: 'shop', name, ...(set === undefined ? {} : { set }), ...over };
};
const setsOf = (state: HostInput): readonly string[] =>
  state.sites.map(
    ({ setIdentifier, state: life, holder, release }) =>
      `${setIdentifier} ${life}${release === undefined || life === 'dying' ? '' : ' leaving'} ${holder.key}`,
  );

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

  it.each<[string, Asked['set'], Asked['set']]>([
    ['from plain to weighted', undefined, weight('blue')],
    ['from weighted to plain', weight('blue'), undefined],
    ['another identifier', weight('blue'), weight('azure')],
    ['another identifier of the primary', role('blue', 'PRIMARY'), role('azure', 'PRIMARY')],
    ['another identifier and policy', weight('blue'), region('azure', 'eu-west-1')],
  ])('change at once when their only object changes its mind: %s', (_name, first, second) => {
    const state = play([[change(as('a', first))], [change(as('a', second))]], start, true);
    expect(setsOf(state)).toEqual(
      expect.arrayContaining([`${first?.[0] ?? ''} dying shop/a`, `${second?.[0] ?? ''} live shop/a`]),
    );
    expect(verdictsOf(state)).toEqual({ 'shop/a public': 'holder Accepted' });
    expect(setsOf(finished(state))).toEqual([`${second?.[0] ?? ''} live shop/a`]);
  });

  it('change their policy in place', () => {
    const state = play(
      [[change(as('a', weight('blue')))], [change(as('a', region('blue', 'eu-west-1')))]],
      start,
      true,
    );
    expect(state.sites).toMatchObject([
      { setIdentifier: 'blue', generation: 2, wish: { routing: { kind: 'latency' } } },
    ]);
  });

  it('change their policy together, once all agree, and stand as they are until then', () => {
    const before = play([[change(as('a', weight('blue'))), change(as('b', weight('green')))]], start, true);
    const half = play([[change(as('a', region('blue', 'eu-west-1')))]], before, true);
    expect(setsOf(half)).toEqual(['blue live shop/a', 'green live shop/b']);
    expect(half.sites[0]).toMatchObject({ generation: 1, wish: { routing: { kind: 'weighted' } } });
    expect(verdictsOf(half)['shop/a public']).toBe('refused RoutingConflict');
    const whole = play([[change(as('b', region('green', 'eu-west-2')))]], half, true);
    expect(whole.sites.map(({ wish }) => wish.routing?.kind)).toEqual(['latency', 'latency']);
    expect(Object.values(verdictsOf(whole))).toEqual(['holder Accepted', 'holder Accepted']);
  });

  it('change places, once both ask for it', () => {
    const before = play(
      [[change(as('a', role('blue', 'PRIMARY'))), change(as('b', role('green', 'SECONDARY')))]],
      start,
      true,
    );
    const half = play([[change(as('a', role('blue', 'SECONDARY')))]], before, true);
    expect(half.sites[0]?.wish.routing).toEqual({ kind: 'failover', role: 'PRIMARY' });
    const whole = play([[change(as('b', role('green', 'PRIMARY')))]], half, true);
    expect(whole.sites.map(({ wish }) => wish.routing)).toEqual([
      { kind: 'failover', role: 'SECONDARY' },
      { kind: 'failover', role: 'PRIMARY' },
    ]);
  });

  it('keep what an object has while it asks for what does not go with others', () => {
    const before = play([[change(as('a', weight('blue'))), change(as('b', weight('green')))]], start, true);
    const refused = play([[change(as('a'))]], before, true);
    expect(setsOf(refused)).toEqual(['blue live shop/a', 'green live shop/b']);
    const leaving = play([[gone(as('b'))]], refused, true);
    expect(setsOf(leaving)).toEqual(['blue live shop/a', 'green live leaving shop/b']);
    const alone = decided(all(leaving));
    expect(setsOf(alone).toSorted()).toEqual([' live shop/a', 'blue dying shop/a', 'green dying shop/b']);
  });

  it('take a policy of the next only when what stands was released', () => {
    const before = play([[change(as('a'))], [change(as('b', weight('blue')))], [gone(as('a'))]], start, true);
    expect(before.sites).toMatchObject([{ holder: { key: 'shop/a' }, release: { dueMs: nowMs + 120_000 } }]);
    const after = decided(all(before));
    expect(setsOf(after)).toEqual([' dying shop/a', 'blue live shop/b']);
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

  it('join an object to a record set that another of its edge has', () => {
    const before = play([[change(as('a', weight('blue'))), change(as('b', weight('green')))]], start, true);
    const state = play([[change(as('b', weight('blue')))]], before, true);
    expect(setsOf(state)).toEqual(['blue live shop/a', 'green dying shop/b']);
    expect(verdictsOf(state)).toEqual({ 'shop/a public': 'holder Accepted', 'shop/b public': 'compatible Accepted' });
  });

  it('leave in their time when their object goes to another edge with another identifier', () => {
    const before = play([[change(as('a', weight('blue')))]], start, true);
    const state = play([[change(as('a', weight('azure'), { edge: 'other' }))]], before, true);
    expect(setsOf(state)).toEqual(['azure live shop/a', 'blue live leaving shop/a']);
  });
});
