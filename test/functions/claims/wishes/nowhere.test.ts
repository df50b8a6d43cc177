import { describe, expect, it } from 'vitest';
import type { WishContext } from '../../../../functions/claims/wishes/types.ts';
import type { Ingress, ProjectedObject } from '../../../../shared/domain/objects.ts';
import { testConfiguration } from '../samples.ts';
import { ask, context, note, service, web } from './asking.ts';

const said = (object: ProjectedObject, given?: WishContext) => {
  const { skipped, refused, keepOthers } = ask(object, given);
  return { words: [...skipped, ...refused].map(({ reason, message }) => `${reason}: ${message}`), keepOthers };
};
const plain = (annotations: Record<string, string> = {}): Ingress => {
  const { className: _class, ...rest } = web({ annotations });
  return rest;
};
const isDefault = (key: string, annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' }) =>
  ({ kind: 'networking.k8s.io/IngressClass', form: 'full', key, apiVersion: 'v1', annotations, labels: {} }) as const;
const elsewhere = { ...testConfiguration(), edges: [] };
const ofWeb = 'Ingress/shop/web';

describe('what is said of an object that leads nowhere', () => {
  it.each<[string, ProjectedObject, WishContext | undefined, string, boolean]>([
    [
      'a class of nobody',
      web({ className: 'nginx' }),
      undefined,
      `UnknownClass: ${ofWeb}: spec.ingressClassName "nginx" leads to no edge of cluster demo; use one of private, public`,
      false,
    ],
    [
      'an old class of nobody',
      plain({ 'kubernetes.io/ingress.class': 'nginx' }),
      context({ configuration: elsewhere }),
      `UnknownClass: ${ofWeb}: annotation kubernetes.io/ingress.class "nginx" leads to no edge of cluster demo; the configuration names none for this cluster`,
      false,
    ],
    [
      'a default class of nobody',
      plain(),
      context({ ingressClasses: [isDefault('/nginx'), { ...isDefault('/other'), annotations: {} }] }),
      `UnknownClass: ${ofWeb}: the default IngressClass "nginx" leads to no edge of cluster demo; use one of private, public`,
      false,
    ],
    [
      'no class',
      plain(),
      undefined,
      `UnknownClass: ${ofWeb}: spec.ingressClassName is missing and the cluster has no default IngressClass; name a class`,
      false,
    ],
    [
      'two default classes',
      plain(),
      context({ ingressClasses: [isDefault('/a'), isDefault('/b')] }),
      `UnknownClass: ${ofWeb}: spec.ingressClassName is missing and 2 IngressClasses are the default; name a class`,
      false,
    ],
    [
      'an edge of another cluster',
      note({ 'firstlight.dev/edge': 'public' }),
      context({
        configuration: {
          ...testConfiguration(),
          edges: testConfiguration().edges.map((edge) => ({ ...edge, cluster: 'two' })),
        },
      }),
      `UnknownEdge: ${ofWeb}: annotation firstlight.dev/edge names "public", which is no edge of cluster demo; the configuration names none for this cluster`,
      true,
    ],
    [
      'another controller',
      note({ 'external-dns.kubernetes.io/controller': 'mine' }),
      undefined,
      `OtherController: ${ofWeb}: annotation external-dns.kubernetes.io/controller is "mine"; remove it or write "dns-controller" to have the object served`,
      false,
    ],
    [
      'an identifier without a policy',
      note({ 'firstlight.dev/set-identifier': 'blue' }),
      undefined,
      `InvalidAnnotation: ${ofWeb}: annotation firstlight.dev/set-identifier is "blue", but no routing policy goes with it; add one, such as aws-weight, or remove it`,
      true,
    ],
    [
      'a hostname source without a meaning',
      note({ 'firstlight.dev/ingress-hostname-source': 'x' }),
      undefined,
      `InvalidAnnotation: ${ofWeb}: annotation firstlight.dev/ingress-hostname-source is "x"; write "annotation-only" or "defined-hosts-only"; until then the object gets no other hosts than it has`,
      true,
    ],
    [
      'no host',
      web({}, []),
      undefined,
      `NoHost: ${ofWeb}: names no host; add spec.rules[].host or the annotation firstlight.dev/hostname`,
      false,
    ],
    [
      'no host, and a source of hosts that are not there',
      web({ annotations: { 'firstlight.dev/ingress-hostname-source': 'annotation-only' } }, []),
      undefined,
      `NoHost: ${ofWeb}: names no host; add spec.rules[].host or the annotation firstlight.dev/hostname`,
      false,
    ],
    [
      'a Service of another type',
      service({ type: 'NodePort' }),
      undefined,
      'UnsupportedKind: Service/shop/lb: spec.type is NodePort; only Services of type LoadBalancer are served: change it, or put an Ingress before it',
      false,
    ],
    [
      'an edge that cannot be read',
      web({ oversized: [{ name: 'external-dns.kubernetes.io/edge', bytes: 9_999 }] }),
      undefined,
      `TooLarge: ${ofWeb}: annotation edge is too large to be read; shorten it; until then its claims stay as they are`,
      true,
    ],
    [
      'a Service whose edge nobody has',
      service({ annotations: { 'firstlight.dev/hostname': 'lb.example.com', 'firstlight.dev/edge': ' x ' } }),
      undefined,
      'UnknownEdge: Service/shop/lb: annotation firstlight.dev/edge names " x ", which is no edge of cluster demo; use one of private, public',
      true,
    ],
  ])('%s', (_name, object, given, words, keepOthers) => {
    expect(said(object, given)).toEqual({ words: [words], keepOthers });
    expect(ask(object, given).wishes).toEqual([]);
  });

  it('is nothing of a Service that asks for nothing', () => {
    const silent = { annotations: { 'firstlight.dev/set-identifier': 'x', 'firstlight.dev/controller': 'x' } };
    for (const type of ['LoadBalancer', 'ClusterIP']) {
      expect(said(service({ ...silent, type }))).toEqual({ words: [], keepOthers: false });
    }
  });
});
