import { describe, expect, it } from 'vitest';
import type { Ingress, IngressClass } from '../../../../shared/domain/objects.ts';
import { testConfiguration } from '../samples.ts';
import { ask, context, hostsIn, note, service, web } from './asking.ts';

describe('edges', () => {
  const defaultClass = (key: string): IngressClass => ({
    kind: 'networking.k8s.io/IngressClass',
    form: 'full',
    key,
    apiVersion: 'networking.k8s.io/v1',
    annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' },
    labels: {},
  });
  const plain = (annotations: Record<string, string> = {}): Ingress => {
    const { className: _class, ...rest } = web({ annotations });
    return rest;
  };

  it.each<[string, Ingress, readonly IngressClass[], string | undefined]>([
    [
      'spec.ingressClassName first',
      web({ className: 'private', annotations: { 'kubernetes.io/ingress.class': 'public' } }),
      [],
      'private',
    ],
    ['then the annotation', plain({ 'kubernetes.io/ingress.class': 'private' }), [defaultClass('/public')], 'private'],
    ['then the default class', plain(), [defaultClass('/private')], 'private'],
    ['firstlight.dev/edge before all', web({ annotations: { 'firstlight.dev/edge': 'private' } }), [], 'private'],
  ])('by %s', (_name, object, ingressClasses, edge) => {
    expect(ask(object, context({ ingressClasses })).wishes[0]?.wish.edge).toBe(edge);
  });

  it.each<[string, Ingress, readonly IngressClass[], string, RegExp]>([
    ['an unknown class', web({ className: 'nginx' }), [], 'UnknownClass', /use one of private, public/],
    ['no class and no default', plain(), [], 'UnknownClass', /no default IngressClass/],
    ['two defaults', plain(), [defaultClass('/public'), defaultClass('/private')], 'UnknownClass', /2 IngressClasses/],
    ['an unknown edge', note({ 'firstlight.dev/edge': 'edgy' }), [], 'UnknownEdge', /"edgy"/],
  ])('not by %s', (_name, object, ingressClasses, reason, message) => {
    const result = ask(object, context({ ingressClasses }));
    expect(result.wishes).toEqual([]);
    expect(result.skipped).toMatchObject([{ reason, message: expect.stringMatching(message) }]);
  });

  it('of a Service: loadBalancerClass, then the configuration, else its own address', () => {
    const lb = service({ addresses: [{ ip: '203.0.113.9' }] });
    expect(ask({ ...lb, loadBalancerClass: 'private' }).wishes[0]?.wish.edge).toBe('private');
    const configured = { ...testConfiguration(), services: { edge: 'private' } };
    expect(ask(lb, context({ configuration: configured })).wishes[0]?.wish.edge).toBe('private');
    expect(ask(lb).wishes[0]).toMatchObject({ site: { view: 'public' }, wish: { edge: '', zone: 'Z1' } });
  });

  it('are asked for both views where a class leads to both', () => {
    const configuration = testConfiguration();
    const edges = configuration.edges.map((edge) => ({ ...edge, classes: ['public'] }));
    expect(hostsIn(web(), context({ configuration: { ...configuration, edges } }))).toEqual([
      'app.example.com public',
      'app.example.com private',
    ]);
  });
});
