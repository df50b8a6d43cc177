import { describe, expect, it } from 'vitest';
import { claimsAfter } from '../../../../functions/claims/hosts/claim-set.ts';
import type { HostInput } from '../../../../functions/claims/hosts/host-input.ts';
import { futuresOf, isKept, isServed, type View } from '../../../../functions/claims/hosts/routing-future.ts';
import { type Asked, all, change, gone, play, start } from './deciding.ts';

const as = (name: string, id: string, over: Partial<Asked> = {}): Asked => ({
  namespace: 'shop',
  name,
  set: [id, { kind: 'weighted', weight: 1 }],
  ...over,
});
/** What stands of `before` once it stands, and what is asked for in its place. */
function view(before: readonly Asked[], asked: readonly Asked[], over: Partial<HostInput> = {}): View {
  const stood = play([before.map(change)], { ...start, ...over }, true);
  const input = { ...stood, ...over };
  return { input, isOpen: true, sites: input.sites, claims: claimsAfter([], asked.map(change)).claims };
}
const siteOf = ({ sites: [site] }: View) => {
  if (site === undefined) throw new Error('no site');
  return site;
};
const futures = (of: View) =>
  futuresOf(of, siteOf(of)).map(({ source, site }) => `${source.key.slice('shop/'.length)} ${site.setIdentifier}`);
const reserved = { reserved: true };

describe('the claims that a record set may follow', () => {
  const blue = [as('a', 'blue')];
  it.each<[string, View, readonly string[]]>([
    ['its holder’s, and nobody’s beside it', view(blue, [as('a', 'blue'), as('b', 'blue')]), ['a blue']],
    [
      'an heir’s before its holder’s with another identifier',
      view(blue, [as('b', 'blue'), as('a', 'green')]),
      ['b blue'],
    ],
    ['its holder’s with another identifier', view(blue, [as('b', 'green'), as('a', 'red')]), ['a red']],
    ['not on another edge', view(blue, [as('a', 'red', { edge: 'other' })]), []],
    ['no stranger’s', view(blue, [as('b', 'blue', { edge: 'other' }), as('b', 'green')]), []],
    ['none that would be new while somebody is waited for', { ...view(blue, [as('a', 'red')]), isOpen: false }, []],
    [
      'one that joins what another has',
      view([...blue, as('b', 'green')], [as('a', 'green'), as('b', 'green')]),
      ['a green'],
    ],
    [
      'not one that another has on another edge',
      view([...blue, as('b', 'green', { edge: 'other' })], [as('a', 'green'), as('b', 'green', { edge: 'other' })]),
      [],
    ],
  ])('%s', (_name, of, expected) => {
    expect(futures(of)).toEqual(expected);
  });

  it('is none in a zone that was not read', () => {
    const of = view(blue, [as('a', 'red')]);
    expect(futures({ ...of, input: { ...of.input, readZones: new Set() } })).toEqual([]);
  });
});

describe('a record set that others must go with', () => {
  const blue = [as('a', 'blue')];
  const kept = (of: View) => isKept(of, siteOf(of));
  it('is wanted as it is, or is asked for by one of several as it is', () => {
    expect(kept(view(blue, [as('a', 'blue')]))).toBe(true);
    expect(kept(view(blue, [as('a', 'red')]))).toBe(false);
    const latency = { set: ['blue', { kind: 'latency', region: 'eu-west-1' }] as const };
    expect(kept(view(blue, [as('a', 'blue', latency)]))).toBe(false);
    expect(kept(view(blue, [as('b', 'blue', latency), as('c', 'blue')]))).toBe(true);
  });

  it('is on its way to an edge that does not serve it yet', () => {
    const latency = { set: ['blue', { kind: 'latency', region: 'eu-west-1' }] as const, edge: 'other' };
    expect(kept(view(blue, [as('a', 'blue', latency)], { edgeServes: () => false }))).toBe(true);
    expect(kept(view(blue, [as('a', 'blue', latency)]))).toBe(false);
  });

  it('leaves and may not go yet', () => {
    const left = play([blue.map(change), blue.map(gone)], start, true);
    const of = (input: HostInput): View => ({ input, isOpen: true, sites: input.sites, claims: [] });
    expect(kept(of(left))).toBe(true);
    expect(kept(of(all(left)))).toBe(false);
  });
});

describe('a claim that goes to a record set', () => {
  const served = (of: View, name: string): boolean => {
    const claim = of.claims.find(({ source }) => source.key === `shop/${name}`);
    if (claim === undefined) throw new Error('no claim');
    return isServed(of, claim);
  };
  it.each<[string, View, boolean]>([
    ['is served where it is live', view([as('a', 'blue')], [as('b', 'blue', { edge: 'other' })]), true],
    ['is served where it comes first', view([], [as('b', 'blue')]), true],
    ['may join the first', view([], [as('a', 'blue'), as('b', 'blue')]), true],
    ['may not join the first on another edge', view([], [as('a', 'blue', { edge: 'other' }), as('b', 'blue')]), false],
    [
      'may not join the first of another cluster',
      view([], [as('a', 'blue', { cluster: 'a' }), as('b', 'blue')], reserved),
      false,
    ],
    [
      'may join another namespace only where the host is shared',
      view([], [as('a', 'blue', { namespace: 'blog' }), as('b', 'blue')], reserved),
      true,
    ],
    ['may not where it is not', view([], [as('a', 'blue', { namespace: 'blog' }), as('b', 'blue')]), false],
    ['is not hindered at another', view([], [as('a', 'green', { edge: 'other' }), as('b', 'blue')]), true],
    ['is not served where nothing was read', view([], [as('b', 'blue')], { readZones: new Set() }), false],
  ])('%s', (_name, of, expected) => {
    expect(served(of, 'b')).toBe(expected);
  });
});
