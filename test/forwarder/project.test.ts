import { describe, expect, it } from 'vitest';
import { project } from '../../forwarder/project.ts';
import { ingress, objectOf, service } from './support/raw.ts';

describe('takes over what matters', () => {
  it('of an Ingress', () => {
    const raw = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'web',
        namespace: 'shop',
        uid: 'u1',
        generation: 3,
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [{ manager: 'kubectl' }],
        annotations: {
          'external-dns.alpha.kubernetes.io/ttl': '60',
          'firstlight.dev/target': 'x',
          'kubernetes.io/ingress.class': 'public',
          'kubectl.kubernetes.io/last-applied-configuration': '{}',
        },
        labels: { app: 'web', 'firstlight.dev/expose': 'true' },
      },
      spec: {
        ingressClassName: 'public',
        rules: [{ host: 'Shop.Example.com', http: { paths: [{ path: '/a', backend: {} }] } }, { http: {} }],
        tls: [{ hosts: ['shop.example.com'], secretName: 's' }],
      },
      status: { loadBalancer: { ingress: [{ hostname: 'lb.example.net', ports: [] }, { ip: '192.0.2.1' }, {}] } },
    };
    expect(project(raw)).toEqual({
      result: 'object',
      object: {
        kind: 'networking.k8s.io/Ingress',
        form: 'full',
        key: 'shop/web',
        apiVersion: 'networking.k8s.io/v1',
        uid: 'u1',
        generation: 3,
        creationTimestamp: '2026-01-01T00:00:00Z',
        annotations: {
          'external-dns.alpha.kubernetes.io/ttl': '60',
          'firstlight.dev/target': 'x',
          'kubernetes.io/ingress.class': 'public',
        },
        labels: { 'firstlight.dev/expose': 'true' },
        className: 'public',
        rules: [{ host: 'Shop.Example.com', paths: ['/a'] }, {}],
        tls: [{ hosts: ['shop.example.com'], secretName: 's' }],
        addresses: [{ hostname: 'lb.example.net' }, { ip: '192.0.2.1' }],
      },
    });
  });

  it('of a Service of type LoadBalancer', () => {
    const spec = {
      type: 'LoadBalancer',
      loadBalancerClass: 'nlb',
      externalIPs: ['198.51.100.1'],
      clusterIP: '10.0.0.1',
      ports: [{ port: 443, protocol: 'TCP', name: 'https', targetPort: 8443 }],
    };
    expect(objectOf(project(service(spec)))).toMatchObject({
      kind: '/Service',
      type: 'LoadBalancer',
      loadBalancerClass: 'nlb',
      externalIPs: ['198.51.100.1'],
      clusterIP: '10.0.0.1',
      ports: [{ port: 443, protocol: 'TCP', name: 'https' }],
      addresses: [],
    });
  });

  it('of an IngressClass and a Namespace, whose labels are all kept', () => {
    const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
    const ingressClass = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'public', annotations },
    };
    expect(objectOf(project({ ...ingressClass, spec: { controller: 'c' } }))).toMatchObject({
      key: '/public',
      controller: 'c',
      annotations,
    });
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels: { team: 'a' }, deletionTimestamp: 't' },
    };
    expect(objectOf(project({ ...namespace, status: { phase: 'Terminating' } }))).toMatchObject({
      key: '/shop',
      labels: { team: 'a' },
      phase: 'Terminating',
      deletionTimestamp: 't',
    });
  });

  it('puts an object without a namespace into default', () => {
    expect(objectOf(project(ingress({}, { namespace: undefined })))).toMatchObject({ key: 'default/web' });
  });

  it('writes equal annotations as equal text, whatever their order', () => {
    const text = (annotations: object) => JSON.stringify(project(ingress({}, { annotations })));
    expect(text({ 'firstlight.dev/a': '1', 'firstlight.dev/b': '2' })).toBe(
      text({ 'firstlight.dev/b': '2', 'firstlight.dev/a': '1' }),
    );
  });
});
