import { describe, expect, it } from 'vitest';
import { annotationsOf, isOversized } from '../../../../functions/claims/wishes/annotations/annotation.ts';
import { asksForDefaultClass, isDefaultClass } from '../../../../functions/claims/wishes/edges.ts';
import { isReserved } from '../../../../functions/claims/wishes/host-rules.ts';
import { testConfiguration } from '../samples.ts';
import { ask, context, service, targetOf, web } from './asking.ts';

describe('a wish', () => {
  it('carries the owner of its cluster, its object, its edge, its zone and the TTL', () => {
    const owned = { ...testConfiguration(), clusters: [{ name: 'demo', ownerId: 'old', ephemeral: [] }] };
    expect(ask(web(), context({ configuration: owned })).wishes).toEqual([
      {
        site: { host: 'app.example.com', view: 'public', setIdentifier: '' },
        wish: {
          edge: 'public',
          zone: 'Z1',
          target: { kind: 'addresses', addresses: ['192.0.2.1'] },
          ttlSeconds: 300,
          ownerId: 'old',
          resource: 'ingress/shop/web',
        },
      },
    ]);
    const stranger = context({ configuration: { ...owned, clusters: [] } });
    expect(ask(web(), stranger).wishes[0]?.wish.ownerId).toBe('demo');
  });

  it('leads to what the object shows where nothing else is said', () => {
    const shown = (addresses: readonly { ip?: string; hostname?: string }[]) => targetOf(service({ addresses }));
    expect(shown([{ hostname: 'b.net' }, { hostname: 'A.net' }, { hostname: '1.2.3.300' }])).toEqual({
      kind: 'name',
      name: 'a.net',
    });
    expect(shown([{ hostname: 'b.net' }, { ip: '203.0.113.2' }, { ip: '203.0.113.1' }, { ip: 'x' }])).toEqual({
      kind: 'addresses',
      addresses: ['203.0.113.1', '203.0.113.2'],
    });
    const lb = (over: Parameters<typeof service>[0]) => targetOf(service({ loadBalancerClass: 'public', ...over }));
    expect(lb({ addresses: [{ ip: '10.0.0.1' }, { hostname: 'b.net' }] })).toEqual({
      kind: 'addresses',
      addresses: ['10.0.0.1'],
    });
    expect(lb({ addresses: [{ ip: '10.0.0.1' }, { ip: '203.0.113.1' }] })).toMatchObject({
      addresses: ['10.0.0.1', '203.0.113.1'],
    });
    expect(lb({ externalIPs: ['10.0.0.1'] })).toMatchObject({ addresses: ['192.0.2.1'] });
    expect(lb({ externalIPs: ['x'], addresses: [{ ip: '203.0.113.1' }] })).toMatchObject({
      addresses: ['203.0.113.1'],
    });
    expect(lb({})).toBeUndefined();
    expect(targetOf(service({ externalIPs: ['10.0.0.1'] }))).toMatchObject({ addresses: ['10.0.0.1'] });
  });
});

it('knows whether an annotation is there, too large, or not', () => {
  const object = web({
    annotations: { 'external-dns.kubernetes.io/ttl': '1' },
    oversized: [{ name: 'firstlight.dev/target', bytes: 9 }],
  });
  expect(annotationsOf(object, 'ttl')).toEqual([{ name: 'external-dns.kubernetes.io/ttl', value: '1' }]);
  expect([isOversized(object, 'target'), isOversized(object, 'ttl'), isOversized(web(), 'target')]).toEqual([
    true,
    false,
    false,
  ]);
});

it('knows what depends on the default class, and which that is', () => {
  const { className: _class, ...none } = web();
  const old = { ...none, annotations: { 'kubernetes.io/ingress.class': 'x' } };
  expect([none, old, web()].map(asksForDefaultClass)).toEqual([true, false, false]);
  const named = (value: string) =>
    ({
      kind: 'networking.k8s.io/IngressClass',
      form: 'full',
      key: '/x',
      apiVersion: 'v1',
      labels: {},
      annotations: { 'ingressclass.kubernetes.io/is-default-class': value },
    }) as const;
  expect(['true', 'false'].map((value) => isDefaultClass(named(value)))).toEqual([true, false]);
});

it('knows a host that a rule reserves', () => {
  const policy = { default: 'allow', rules: [{ hosts: ['x.com', '*.y.com'], namespaces: [] }] } as const;
  expect(['x.com', 'a.y.com', 'y.com'].map((host) => isReserved(host, policy))).toEqual([true, true, false]);
});
