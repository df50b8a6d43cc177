import { expect, it } from 'vitest';
import { project } from '../../forwarder/project.ts';
import { ingress, objectOf, service } from './support/raw.ts';

it.each([
  ['a Service of another type', service({ type: 'NodePort' })],
  ['a Service without a spec', service(undefined)],
  ['a Service whose other annotation is too large', service({}, { 'firstlight.dev/target': 'a'.repeat(5_000) })],
  ['another kind', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' } }],
  [
    'an Ingress of another group',
    { apiVersion: 'networking.internal.knative.dev/v1alpha1', kind: 'Ingress', metadata: { name: 'x' } },
  ],
  ['nothing', null],
  ['text', 'kind: Ingress'],
])('ignores %s', (_name, raw) => {
  expect(project(raw)).toEqual({ result: 'ignored' });
});

it.each([
  'firstlight.dev/hostname',
  'external-dns.kubernetes.io/hostname',
  'external-dns.alpha.kubernetes.io/hostname',
  'external-dns.alpha.kubernetes.io/internal-hostname',
])('speaks of a Service of another type that wants a name by %s', (name) => {
  expect(objectOf(project(service({ type: 'ClusterIP' }, { [name]: 'a.example.com' })))).toMatchObject({
    type: 'ClusterIP',
  });
  expect(objectOf(project(service({}, { [name]: 'a'.repeat(5_000) })))).toMatchObject({
    oversized: [{ name, bytes: 5_000 }],
  });
});

it.each([
  ['extensions/v1beta1', 'Ingress'],
  ['networking.k8s.io/v1beta1', 'Ingress'],
  ['networking.k8s.io/v1beta1', 'IngressClass'],
])('says that %s %s is retired, and what to write', (apiVersion, kind) => {
  const raw = { apiVersion, kind, metadata: { name: 'web', uid: 'u1' }, spec: { rules: [{ host: 'a.example.com' }] } };
  expect(objectOf(project(raw))).toMatchObject({
    form: 'stub',
    uid: 'u1',
    reason: 'RetiredApiVersion',
    message: `apiVersion ${apiVersion} is served by no supported Kubernetes: write networking.k8s.io/v1`,
  });
});

it.each([
  [
    { name: undefined },
    true,
    'Ingress: metadata.name is missing: write a-z, 0-9, - and ., beginning and ending with a letter or digit',
  ],
  [
    { name: 'Web_1' },
    false,
    'Ingress: metadata.name is "Web_1": write a-z, 0-9, - and ., beginning and ending with a letter or digit',
  ],
  [
    { name: 7 },
    false,
    'Ingress: metadata.name is a number: write a-z, 0-9, - and ., beginning and ending with a letter or digit',
  ],
  [{ name: 'a'.repeat(254) }, false, /metadata.name is "a+"/],
  [{ name: '-a' }, false, /metadata.name/],
  [
    { namespace: 'a.b' },
    false,
    'Ingress web: metadata.namespace is "a.b": write a-z, 0-9 and -, beginning and ending with a letter or digit',
  ],
  [{ namespace: ['x'] }, false, /metadata.namespace is a list/],
])('cannot speak of an object named %j', (metadata, partial, message) => {
  const expected = typeof message === 'string' ? message : expect.stringMatching(message);
  expect(project(ingress({}, metadata))).toEqual({
    result: 'unreadable',
    reason: 'InvalidObject',
    partial,
    message: expected,
  });
});

it.each<[object, boolean, string, string]>([
  [
    {
      apiVersion: 'gateway.networking.k8s.io/v1alpha2',
      kind: 'TCPRoute',
      metadata: { name: 'web', namespace: 'shop' },
    },
    false,
    'UnsupportedKind',
    'TCPRoute shop/web: TCPRoute is not served; write an HTTPRoute, a TLSRoute, an IngressRoute or an Ingress',
  ],
  [
    { apiVersion: 'traefik.io/v1alpha1', kind: 'IngressRouteTCP', metadata: { name: 'web' } },
    false,
    'UnsupportedKind',
    'IngressRouteTCP web: IngressRouteTCP is not served; write an HTTPRoute, a TLSRoute, an IngressRoute or an Ingress',
  ],
  [
    { apiVersion: 'networking.k8s.io/v1', kind: 'ingress', metadata: { name: 7 } },
    true,
    'InvalidObject',
    'ingress: kind is "ingress": write Ingress',
  ],
  [
    { apiVersion: 'v1', kind: 'INGRESS', metadata: { name: 'n'.repeat(400), namespace: 7 } },
    true,
    'InvalidObject',
    `INGRESS ${'n'.repeat(300)}: kind is "INGRESS": write Ingress`,
  ],
  [
    { apiVersion: 'networking/v1', kind: 'Ingress', metadata: null },
    true,
    'InvalidObject',
    'Ingress: apiVersion is "networking/v1": write networking.k8s.io/v1',
  ],
  [
    { apiVersion: 'x'.repeat(90), kind: 'Ingress', metadata: { name: 'web' } },
    true,
    'InvalidObject',
    `Ingress web: apiVersion is "${'x'.repeat(80)}": write networking.k8s.io/v1`,
  ],
  [
    { apiVersion: 'core/v1', kind: 'Namespace', metadata: { name: 'web' } },
    true,
    'InvalidObject',
    'Namespace web: apiVersion is "core/v1": write v1',
  ],
])('says what is nearly one of ours: %j', (raw, partial, reason, message) => {
  expect(project(raw)).toEqual({ result: 'unreadable', reason, partial, message });
});

it.each([
  { apiVersion: 'example.com/v1', kind: 'ingress', metadata: { name: 'x' } },
  { apiVersion: 'example.com/v1', kind: 'HTTPRoute', metadata: { name: 'x' } },
  { apiVersion: 'example.com/v1', kind: 'Service', metadata: { name: 'x' } },
  { apiVersion: 1, kind: 'Ingress', metadata: { name: 'x' } },
  { apiVersion: 'networking.k8s.io/v1', metadata: { name: 'x' } },
])('leaves to others what is theirs: %j', (raw) => {
  expect(project(raw)).toEqual({ result: 'ignored' });
});

it('takes an object without a namespace for one of the default one', () => {
  for (const namespace of [undefined, null, '']) {
    expect(objectOf(project(ingress({}, { namespace }))).key).toBe('default/web');
  }
  expect(objectOf(project({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x', namespace: 'y' } })).key).toBe(
    '/x',
  );
  const odd = { apiVersion: `extensions/${'v'.repeat(400)}`, kind: 'Ingress', metadata: { name: 'x' } };
  expect(objectOf(project(odd))).toMatchObject({ apiVersion: odd.apiVersion.slice(0, 300) });
});

it('cannot speak of an object without metadata', () => {
  expect(project({ apiVersion: 'v1', kind: 'Service', metadata: [] })).toMatchObject({
    result: 'unreadable',
    partial: true,
    message: 'Service: metadata is a list, not an object',
  });
});
