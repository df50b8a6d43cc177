import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitKindId } from '#shared/domain/objects.ts';
import { ObjectRanges } from '#shared/events/object-ranges.ts';
import { type Projection, project } from '../../forwarder/project.ts';

const ingress = (spec: unknown, metadata: object = {}): unknown => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec,
});
const service = (spec: unknown, annotations: object = {}): unknown => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'mqtt', namespace: 'shop', annotations },
  spec,
});
const objectOf = (projection: Projection) => {
  if (projection.result !== 'object') throw new Error(`not an object: ${JSON.stringify(projection)}`);
  return projection.object;
};
const problemsOf = (raw: unknown): unknown => {
  const object = objectOf(project(raw));
  return 'problems' in object ? object.problems : [];
};

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

it.each([
  ['a Service of another type', service({ type: 'NodePort' })],
  ['a Service without a spec', service(undefined)],
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
  [{ name: undefined }, true, 'Ingress: metadata.name is missing: write lower case letters, digits, - and .'],
  [{ name: 'Web_1' }, false, 'Ingress: metadata.name is "Web_1": write lower case letters, digits, - and .'],
  [{ name: 7 }, false, 'Ingress: metadata.name is a number: write lower case letters, digits, - and .'],
  [{ name: 'a'.repeat(254) }, false, /metadata.name is "a+"/],
  [{ name: '-a' }, false, /metadata.name/],
  [{ namespace: 'a.b' }, false, 'Ingress web: metadata.namespace is "a.b": write the name of a namespace'],
  [{ namespace: ['x'] }, false, /metadata.namespace is a list/],
])('cannot speak of an object named %j', (metadata, partial, message) => {
  const expected = typeof message === 'string' ? message : expect.stringMatching(message);
  expect(project(ingress({}, metadata))).toEqual({ result: 'unreadable', partial, message: expected });
});

it('cannot speak of an object without metadata', () => {
  expect(project({ apiVersion: 'v1', kind: 'Service', metadata: [] })).toMatchObject({
    result: 'unreadable',
    partial: true,
    message: 'Service: metadata is a list, not an object',
  });
});

describe('names what it cannot take over, and keeps the rest', () => {
  it.each([
    [
      'a host that is no text',
      { rules: [{ host: 7 }] },
      'spec.rules[0].host',
      'is a number, not text: write it in quotes, "7"',
    ],
    ['a host that is a list', { rules: [{ host: ['a'] }] }, 'spec.rules[0].host', 'is a list, not text'],
    [
      'a very long host',
      { rules: [{ host: 'a'.repeat(2_000) }] },
      'spec.rules[0].host',
      'is 2000 bytes long, more than 1024: shorten it',
    ],
    ['rules that are no list', { rules: 'all' }, 'spec.rules', 'is a string, not a list'],
    ['a rule that is text', { rules: ['x'] }, 'spec.rules[0]', 'is a string, not an object'],
    ['an empty TLS host', { tls: [{ hosts: [null, 'a.example.com'] }] }, 'spec.tls[0].hosts[0]', 'is empty: remove it'],
    [
      'a class that is no text',
      { ingressClassName: true },
      'spec.ingressClassName',
      'is a boolean, not text: write it in quotes, "true"',
    ],
    ['a spec that is a list', [], 'spec', 'is a list, not an object'],
  ])('%s', (_name, spec, field, message) => {
    expect(problemsOf(ingress(spec))).toContainEqual({ field, message });
  });

  it('an annotation that is a number, as YAML makes of digits', () => {
    const annotations = { 'firstlight.dev/ttl': 60, 'firstlight.dev/edge': 'public' };
    const object = objectOf(project(ingress({}, { annotations })));
    expect(object).toMatchObject({
      annotations: { 'firstlight.dev/edge': 'public' },
      problems: [
        {
          field: 'metadata.annotations["firstlight.dev/ttl"]',
          message: 'is a number, not text: write it in quotes, "60"',
        },
      ],
    });
  });

  it('an annotation that is too long, without its value', () => {
    const annotations = { 'firstlight.dev/hostname': 'é'.repeat(2_049), 'firstlight.dev/target': 'é'.repeat(2_048) };
    const object = objectOf(project(ingress({ rules: [{ host: 'a.example.com' }] }, { annotations })));
    expect(object).toMatchObject({
      oversized: [{ name: 'firstlight.dev/hostname', bytes: 4_098 }],
      rules: [{ host: 'a.example.com' }],
    });
    expect(object).toHaveProperty(['annotations', 'firstlight.dev/target']);
    expect(object).not.toHaveProperty(['annotations', 'firstlight.dev/hostname']);
  });

  it('an annotation whose name is too long', () => {
    const annotations = { [`firstlight.dev/${'x'.repeat(400)}`]: 'y' };
    expect(problemsOf(ingress({}, { annotations }))).toMatchObject([{ message: expect.stringContaining('317 bytes') }]);
  });

  it('twenty problems, then that there are more', () => {
    const rules = Array.from({ length: 100 }, () => ({ host: 1 }));
    const problems = problemsOf(ingress({ rules }));
    expect(problems).toHaveLength(21);
    expect(problems).toContainEqual({ field: 'metadata', message: 'has more problems than are listed here' });
  });

  it('a port that is no number', () => {
    const raw = service({ type: 'LoadBalancer', ports: [{ port: 'https' }, { port: 80 }] });
    expect(objectOf(project(raw))).toMatchObject({
      ports: [{ port: 80 }],
      problems: [{ field: 'spec.ports[0].port', message: 'is a string, not a whole number' }],
    });
  });
});

describe('says only that an object is too large', () => {
  const hosts = (count: number) => Array.from({ length: count }, (_, index) => ({ host: `host-${index}.example.com` }));

  it('not for a thousand hosts', () => {
    expect(objectOf(project(ingress({ rules: hosts(1_000) })))).toMatchObject({ form: 'full' });
  });

  it('for what is over 64 KB', () => {
    expect(objectOf(project(ingress({ rules: hosts(3_000) })))).toMatchObject({
      form: 'stub',
      key: 'shop/web',
      reason: 'TooLarge',
      message: expect.stringMatching(
        /^what matters of it is \d+ bytes, more than 64000: split it into several objects$/,
      ),
    });
  });

  it('for a list that is too long', () => {
    expect(objectOf(project(ingress({ rules: Array.from({ length: 10_001 }, () => 0) })))).toMatchObject({
      reason: 'TooLarge',
      message: 'spec.rules has 10001 entries, more than 10000: split it into several objects',
    });
  });
});

describe('whatever it is given', () => {
  const odd = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 3_000 }), fc.constant(null));
  const shaped = fc.record({
    apiVersion: fc.constantFrom('networking.k8s.io/v1', 'v1', 'extensions/v1beta1'),
    kind: fc.constantFrom('Ingress', 'Service', 'IngressClass', 'Namespace'),
    metadata: fc.record({
      name: fc.constantFrom('a', 'A', ''),
      uid: odd,
      generation: odd,
      creationTimestamp: odd,
      labels: fc.oneof(odd, fc.dictionary(fc.string({ unit: 'binary' }), odd)),
      annotations: fc.oneof(
        odd,
        fc.dictionary(
          fc.string().map((name) => `firstlight.dev/${name}`),
          odd,
        ),
      ),
    }),
    spec: fc.oneof(
      odd,
      fc.record({
        type: fc.oneof(fc.constant('LoadBalancer'), odd),
        rules: fc.oneof(odd, fc.array(fc.record({ host: odd, http: fc.oneof(odd, fc.record({ paths: odd })) }))),
        tls: fc.oneof(odd, fc.array(fc.record({ hosts: odd, secretName: odd }))),
        ports: fc.oneof(odd, fc.array(fc.record({ port: odd, name: odd }))),
      }),
    ),
    status: fc.oneof(odd, fc.record({ phase: odd, loadBalancer: fc.oneof(odd, fc.record({ ingress: odd })) })),
  });

  it('never throws on JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (raw) => void project(raw)));
  });

  it('says only what intake takes', () => {
    fc.assert(
      fc.property(shaped, (raw) => {
        const projection = project(raw);
        if (projection.result !== 'object') return;
        const { object } = projection;
        const range = { ...splitKindId(object.kind), from: object.key, upTo: object.key, objects: [object] };
        const message = { cluster: 'demo', marker: '1790000000000-k3x9-0000000001', ranges: [range] };
        expect(ObjectRanges.parse(JSON.parse(JSON.stringify(message)))).toEqual(JSON.parse(JSON.stringify(message)));
      }),
    );
  });
});
