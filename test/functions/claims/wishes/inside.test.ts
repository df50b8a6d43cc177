import { describe, expect, it } from 'vitest';
import { testConfiguration } from '../samples.ts';
import { ask, context, service } from './asking.ts';

const old = 'external-dns.alpha.kubernetes.io/';
const inside = (annotations: Record<string, string>, over = {}) =>
  service({
    annotations: { [`${old}internal-hostname`]: 'in.example.com', ...annotations },
    clusterIP: '10.9.8.7',
    ...over,
  });
const target = { kind: 'addresses', addresses: ['10.9.8.7'] };

describe('internal-hostname', () => {
  it.each(['LoadBalancer', 'ClusterIP'])('leads to the cluster IP in the private zone: %s', (type) => {
    expect(ask(inside({}, { type }))).toEqual({
      wishes: [
        {
          site: { host: 'in.example.com', view: 'private', setIdentifier: '' },
          wish: { edge: '', zone: 'Z2', target, ttlSeconds: 300, ownerId: 'demo', resource: 'service/shop/lb' },
        },
      ],
      refused: [],
      skipped: [],
      keepOthers: false,
      kept: [],
    });
  });

  it('goes to the public zone where there is no private one', () => {
    const configuration = testConfiguration();
    const zones = configuration.zones.filter(({ view }) => view === 'public');
    const result = ask(inside({}), context({ configuration: { ...configuration, zones } }));
    expect(result.wishes).toMatchObject([{ site: { view: 'public' }, wish: { zone: 'Z1', target } }]);
  });

  it('stands beside a hostname, each with its address', () => {
    const result = ask(inside({ [`${old}hostname`]: 'in.example.com' }, { addresses: [{ ip: '203.0.113.4' }] }));
    expect(result).toMatchObject({
      wishes: [
        { site: { host: 'in.example.com', view: 'public' }, wish: { target: { addresses: ['203.0.113.4'] } } },
        { site: { host: 'in.example.com', view: 'private' }, wish: { target } },
      ],
      skipped: [],
    });
  });

  it('gives way to a hostname of the same view', () => {
    const result = ask(inside({ [`${old}hostname`]: 'in.example.com' }, { loadBalancerClass: 'private' }));
    expect(result).toMatchObject({
      wishes: [{ site: { view: 'private' }, wish: { edge: 'private' } }],
      skipped: [{ host: 'in.example.com', reason: 'InvalidAnnotation', message: expect.stringContaining('in both') }],
    });
  });

  it('follows target, as hostname does', () => {
    const result = ask(inside({ 'firstlight.dev/target': '10.1.1.1' }));
    expect(result.wishes).toMatchObject([{ wish: { target: { addresses: ['10.1.1.1'] } } }]);
  });

  it.each<[string, object, RegExp]>([
    ['a headless Service', { type: 'ClusterIP', clusterIP: 'None' }, /spec\.clusterIP is None/],
    ['another type', { type: 'NodePort' }, /spec\.type is NodePort/],
  ])('is skipped of %s', (_name, over, message) => {
    expect(ask(inside({}, over))).toMatchObject({
      wishes: [],
      skipped: [{ reason: 'UnsupportedKind', message: expect.stringMatching(message) }],
    });
  });

  it('is served of a ClusterIP whose hostname is not', () => {
    expect(ask(inside({ [`${old}hostname`]: 'out.example.com' }, { type: 'ClusterIP' }))).toMatchObject({
      wishes: [{ site: { host: 'in.example.com' } }],
      skipped: [{ reason: 'UnsupportedKind' }],
    });
  });

  it('waits for a cluster IP that is not known', () => {
    const { clusterIP: _unknown, ...early } = inside({});
    const [wish] = ask(early).wishes;
    expect(wish).toBeDefined();
    expect(wish?.wish.target).toBeUndefined();
  });

  it('too large to be carried keeps the claims made through it', () => {
    const large = service({ oversized: [{ name: `${old}internal-hostname`, bytes: 9_000 }], annotations: {} });
    expect(ask(large)).toMatchObject({ wishes: [], keepOthers: true, skipped: [{ reason: 'TooLarge' }] });
  });
});
