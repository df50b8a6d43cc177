import { describe, expect, it } from 'vitest';
import { type Asked, all, change, decided, finished, gone, nowMs, play, start, verdictsOf } from './deciding.ts';
import { as, region, role, setsOf, weight } from './sets.ts';

describe('record sets of one name change', () => {
  it.each<[string, Asked['set'], Asked['set']]>([
    ['from plain to weighted', undefined, weight('blue')],
    ['from weighted to plain', weight('blue'), undefined],
    ['another identifier', weight('blue'), weight('azure')],
    ['another identifier of the primary', role('blue', 'PRIMARY'), role('azure', 'PRIMARY')],
    ['another identifier and policy', weight('blue'), region('azure', 'eu-west-1')],
  ])('at once when their only object changes its mind: %s', (_name, first, second) => {
    const state = play([[change(as('a', first))], [change(as('a', second))]], start, true);
    expect(setsOf(state)).toEqual(
      expect.arrayContaining([`${first?.[0] ?? ''} dying shop/a`, `${second?.[0] ?? ''} live shop/a`]),
    );
    expect(verdictsOf(state)).toEqual({ 'shop/a public': 'holder Accepted' });
    expect(setsOf(finished(state))).toEqual([`${second?.[0] ?? ''} live shop/a`]);
  });

  it('in place: their policy', () => {
    const state = play(
      [[change(as('a', weight('blue')))], [change(as('a', region('blue', 'eu-west-1')))]],
      start,
      true,
    );
    expect(state.sites).toMatchObject([
      { setIdentifier: 'blue', generation: 2, wish: { routing: { kind: 'latency' } } },
    ]);
  });

  it('together, once all agree, and stand as they are until then', () => {
    const before = play([[change(as('a', weight('blue'))), change(as('b', weight('green')))]], start, true);
    const half = play([[change(as('a', region('blue', 'eu-west-1')))]], before, true);
    expect(setsOf(half)).toEqual(['blue live shop/a', 'green live shop/b']);
    expect(half.sites[0]).toMatchObject({ generation: 1, wish: { routing: { kind: 'weighted' } } });
    expect(verdictsOf(half)['shop/a public']).toBe('refused RoutingConflict');
    const whole = play([[change(as('b', region('green', 'eu-west-2')))]], half, true);
    expect(whole.sites.map(({ wish }) => wish.routing?.kind)).toEqual(['latency', 'latency']);
    expect(Object.values(verdictsOf(whole))).toEqual(['holder Accepted', 'holder Accepted']);
  });

  it('places, once both ask for it', () => {
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

  it('not while an object asks for what does not go with others, and keep what it has', () => {
    const before = play([[change(as('a', weight('blue'))), change(as('b', weight('green')))]], start, true);
    const refused = play([[change(as('a'))]], before, true);
    expect(setsOf(refused)).toEqual(['blue live shop/a', 'green live shop/b']);
    const leaving = play([[gone(as('b'))]], refused, true);
    expect(setsOf(leaving)).toEqual(['blue live shop/a', 'green live leaving shop/b']);
    const alone = decided(all(leaving));
    expect(setsOf(alone).toSorted()).toEqual([' live shop/a', 'blue dying shop/a', 'green dying shop/b']);
  });

  it('to the policy of the next only when what stands was released', () => {
    const before = play([[change(as('a'))], [change(as('b', weight('blue')))], [gone(as('a'))]], start, true);
    expect(before.sites).toMatchObject([{ holder: { key: 'shop/a' }, release: { dueMs: nowMs + 120_000 } }]);
    const after = decided(all(before));
    expect(setsOf(after)).toEqual([' dying shop/a', 'blue live shop/b']);
  });

  it('hands when an object joins one that another of its edge has', () => {
    const before = play([[change(as('a', weight('blue'))), change(as('b', weight('green')))]], start, true);
    const state = play([[change(as('b', weight('blue')))]], before, true);
    expect(setsOf(state)).toEqual(['blue live shop/a', 'green dying shop/b']);
    expect(verdictsOf(state)).toEqual({ 'shop/a public': 'holder Accepted', 'shop/b public': 'compatible Accepted' });
  });

  it('in their time when their object goes to another edge with another identifier', () => {
    const before = play([[change(as('a', weight('blue')))]], start, true);
    const state = play([[change(as('a', weight('azure'), { edge: 'other' }))]], before, true);
    expect(setsOf(state)).toEqual(['azure live shop/a', 'blue live leaving shop/a']);
  });
});
