import { describe, expect, it } from 'vitest';
import { placesOf, zoneOf } from '../../../../functions/claims/wishes/place.ts';
import type { Edge, Zone } from '../../../../shared/domain/configuration.ts';
import { edgeOf } from '../../../shared/domain/settings.ts';
import { testConfiguration } from '../samples.ts';
import { ask, context, service } from './asking.ts';

const zone = (name: string, view: Zone['view'] = 'public'): Zone => ({
  name,
  id: `Z-${name}-${view}`,
  view,
  policy: 'sync',
  adopt: [],
});
const zones = [zone('com'), zone('in.example.com'), zone('example.com'), zone('deep.in.example.com', 'private')];
const edge = (name: string, domains: readonly string[], view: Edge['view'] = 'public'): Edge => ({
  ...edgeOf('sync', name),
  domains,
  view,
});
const given = context({ configuration: { ...testConfiguration(), zones } });
const places = (host: string, ...edges: readonly Edge[]) => {
  const found = placesOf(host, edges, { context: given });
  return 'reason' in found
    ? `${found.view} ${found.reason}: ${found.message}`
    : found.map((one) => `${one.view} ${one.zone.name} ${one.edge?.name}`).join(', ');
};

describe('the place of a host', () => {
  it.each([
    ['a.in.example.com', 'in.example.com'],
    ['in.example.com', 'in.example.com'],
    ['xin.example.com', 'example.com'],
    ['a.com', 'com'],
  ])('%s lies in zone %s', (host, name) => {
    expect(zoneOf(host, 'public', zones)?.name).toBe(name);
    expect(zoneOf(host, 'public', zones.toReversed())?.name).toBe(name);
  });

  it('is in no zone of another name or view', () => {
    expect([zoneOf('a.net', 'public', zones), zoneOf('a.example.com', 'private', zones)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is with the edge whose domain fits best, then with the first by name', () => {
    const [wide, narrow, twin] = [
      edge('w', ['example.com']),
      edge('z', ['com', 'in.example.com']),
      edge('a', ['example.com']),
    ];
    expect(places('x.in.example.com', wide, narrow)).toBe('public in.example.com z');
    expect(places('x.in.example.com', narrow, wide)).toBe('public in.example.com z');
    expect(places('x.example.com', wide, narrow, twin)).toBe('public example.com a');
  });

  it('is one in each view that serves it; a view that does not is no refusal', () => {
    const both = [edge('p', ['example.com'], 'private'), edge('o', ['example.com'])];
    expect(places('x.deep.in.example.com', ...both)).toBe('public in.example.com o, private deep.in.example.com p');
    expect(places('x.example.com', ...both)).toBe('public example.com o');
  });

  it('is none outside the domains or zones, and the words say where there would be one', () => {
    const domains = ['e.com', 'd.com', 'c.com', 'b.com', 'b.com'];
    expect(places('x.example.com', edge('two', domains.slice(0, 4)), edge('one', ['b.com']))).toBe(
      'public HostNotAllowed: edge one, two serves b.com, c.com, d.com, e.com only; use a host beneath, or add its domain',
    );
    expect(places('x.example.com', edge('one', [...domains, 'a.com']))).toBe(
      'public HostNotAllowed: edge one serves a.com, b.com, c.com, d.com, … only; use a host beneath, or add its domain',
    );
    expect(places('x.net', edge('p', ['net'], 'private'))).toBe(
      'private NoZone: lies in no private zone; use a host in deep.in.example.com, or add its zone',
    );
    expect(places('x.net', edge('p', ['net'], 'private'), edge('o', ['net']))).toMatch(/^public NoZone/);
  });

  it('of a Service without an edge is a private zone only where there is no public one', () => {
    const at = (host: string) =>
      ask(
        service({ annotations: { 'firstlight.dev/hostname': host } }),
        context({ configuration: { ...testConfiguration(), zones: [zone('net', 'private'), zone('com')] } }),
      );
    expect(at('x.net').wishes[0]).toMatchObject({
      site: { view: 'private' },
      wish: { zone: 'Z-net-private', edge: '' },
    });
    expect(at('x.com').wishes[0]).toMatchObject({ site: { view: 'public' }, wish: { zone: 'Z-com-public' } });
    expect(at('x.org').refused).toMatchObject([
      { view: 'public', reason: 'NoZone', setIdentifier: '', verdict: 'refused' },
    ]);
  });
});
