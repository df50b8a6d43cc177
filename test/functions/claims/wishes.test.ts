import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostsLimit } from '../../../functions/claims/wishes/read-hosts.ts';
import { parseTtl } from '../../../functions/claims/wishes/ttl.ts';
import type { WishContext } from '../../../functions/claims/wishes/types.ts';
import { wishesOf } from '../../../functions/claims/wishes/wishes.ts';
import type { HostPolicy } from '../../../shared/domain/configuration.ts';
import type { Ingress, IngressClass, LoadBalancer, ProjectedObject } from '../../../shared/domain/objects.ts';
import { splitKindId } from '../../../shared/domain/objects.ts';
import type { Target } from '../../../shared/domain/site.ts';
import { ingress, testConfiguration } from './world.ts';

const context = (over: Partial<WishContext> = {}, hosts?: HostPolicy): WishContext => ({
  configuration: testConfiguration(hosts),
  cluster: 'demo',
  ingressClasses: [],
  loadBalancers: {},
  ...over,
});
const ask = (object: ProjectedObject, given: WishContext = context()) =>
  wishesOf({ cluster: 'demo', key: object.key, ...splitKindId(object.kind) }, object, given);
const web = (over: Partial<Ingress> = {}, hosts: readonly string[] = ['app.example.com']): Ingress =>
  ingress('shop/web', hosts, over);
const note = (annotations: Record<string, string>, hosts?: readonly string[]): Ingress => web({ annotations }, hosts);
const service = (over: Partial<LoadBalancer> = {}): LoadBalancer => ({
  kind: '/Service',
  form: 'full',
  key: 'shop/lb',
  apiVersion: 'v1',
  annotations: { 'firstlight.dev/hostname': 'lb.example.com' },
  labels: {},
  type: 'LoadBalancer',
  externalIPs: [],
  ports: [],
  addresses: [],
  ...over,
});
const hostsIn = (object: ProjectedObject, given?: WishContext) =>
  ask(object, given).wishes.map(({ site }) => `${site.host} ${site.view}`);
const targetOf = (object: ProjectedObject, given?: WishContext): Target | undefined =>
  ask(object, given).wishes[0]?.wish.target;

describe('hosts', () => {
  it('come from rules, TLS and the annotations of all prefixes, each once', () => {
    const annotations = {
      'firstlight.dev/hostname': 'a.example.com, app.example.com,',
      'external-dns.kubernetes.io/hostname': 'b.example.com',
      'external-dns.alpha.kubernetes.io/hostname': 'c.example.com',
    };
    const object = web({ annotations, tls: [{ hosts: ['T.example.com.', 'app.example.com'] }] }, [
      'app.example.com',
      'app.example.com',
    ]);
    const names = ['app', 't', 'a', 'b', 'c'].map((name) => `${name}.example.com public`);
    expect(hostsIn(object)).toEqual(names);
    expect(ask(object).skipped).toEqual([]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      'annotation-only',
      { 'external-dns.kubernetes.io/ingress-hostname-source': 'annotation-only' },
      ['a.example.com public'],
    ],
    [
      'defined-hosts-only',
      { 'external-dns.kubernetes.io/ingress-hostname-source': 'defined-hosts-only' },
      ['app.example.com public'],
    ],
    [
      'in any case',
      { 'external-dns.alpha.kubernetes.io/ingress-hostname-source': 'Annotation-Only' },
      ['a.example.com public'],
    ],
  ])('follow ingress-hostname-source: %s', (_name, source, hosts) => {
    const object = note({ ...source, 'firstlight.dev/hostname': 'a.example.com' });
    expect(hostsIn(object)).toEqual(hosts);
    expect(ask(object).skipped).toEqual([]);
  });

  it('stay as they are while ingress-hostname-source has no meaning', () => {
    expect(ask(note({ 'external-dns.kubernetes.io/ingress-hostname-source': 'none' }))).toMatchObject({
      wishes: [],
      keepOthers: true,
      skipped: [{ reason: 'InvalidAnnotation', message: expect.stringContaining('"annotation-only"') }],
    });
  });

  it.each<[string, string, RegExp]>([
    ['a label of 64', `${'x'.repeat(64)}.example.com`, /more than 63/],
    ['a name of more than 253', `${'x.'.repeat(125)}example.com`, /more than the 253/],
    ['an empty label', 'a..example.com', /empty label/],
    ['an underscore', 'a_b.example.com', /underscore/],
    ['an IPv4 address', '192.0.2.1', /IP address/],
    ['an IPv6 address', '2001:db8::1', /IP address/],
    ['a bare *', '*', /bare \*/],
    ['a * in the middle', 'a.*.example.com', /whole first label/],
    ['a hyphen in front', '-a.example.com', /hyphen/],
    ['a quote', 'a".example.com', /characters/],
    ['a newline', 'a\nb.example.com', /characters/],
  ])('are skipped with object, field and remedy: %s', (_name, host, problem) => {
    const result = ask(web({}, [host, 'fine.example.com']));
    expect(result.wishes.map(({ site }) => site.host)).toEqual(['fine.example.com']);
    expect(result.skipped).toHaveLength(1);
    expect(result.skipped[0]).toMatchObject({ host, reason: 'InvalidHost' });
    expect(result.skipped[0]?.message).toMatch(problem);
    expect(result.skipped[0]?.message).toContain('Ingress/shop/web: spec.rules[0].host');
    expect(result.skipped[0]?.message).not.toContain('\n');
  });

  it.each([
    ['App.Example.COM', 'app.example.com'],
    ['app.example.com.', 'app.example.com'],
    ['*.example.com', '*.example.com'],
    ['bücher.example.com', 'xn--bcher-kva.example.com'],
    ['example.com', 'example.com'],
  ])('are normalised: %s', (written, host) => {
    expect(hostsIn(web({}, [written]))).toEqual([`${host} public`]);
  });

  it('are served up to a limit, and one sentence tells of the rest', () => {
    const result = ask(
      web(
        {},
        Array.from({ length: hostsLimit + 7 }, (_, index) => `h${index}.example.com`),
      ),
    );
    expect(result.wishes).toHaveLength(hostsLimit);
    expect(result.skipped).toMatchObject([{ reason: 'TooManyHosts', message: expect.stringContaining('7 hosts') }]);
  });

  it('are served up to what a row holds of their names', () => {
    const names = Array.from({ length: 340 }, (_, index) =>
      [`h${index}`, ...Array.from({ length: 3 }, () => 'l'.repeat(60)), 'example.com'].join('.'),
    );
    const result = ask(web({}, names));
    const bytes = result.wishes.reduce((sum, { site }) => sum + site.host.length + 3, 0);
    expect(bytes).toBeLessThanOrEqual(64_000);
    expect(bytes).toBeGreaterThan(63_000);
    expect(result.skipped).toMatchObject([{ reason: 'TooManyHosts' }]);
  });

  it('are missed in an Ingress, not in a Service', () => {
    expect(ask(web({}, [])).skipped).toMatchObject([{ reason: 'NoHost' }]);
    expect(ask(web({ rules: [{}] })).skipped).toMatchObject([{ reason: 'NoHost' }]);
    expect(ask(web({ rules: [{ host: '' }] })).skipped).toMatchObject([{ host: '', reason: 'InvalidHost' }]);
    expect(ask(service({ annotations: {} }))).toMatchObject({ wishes: [], skipped: [] });
  });

  it.each<[string, string, HostPolicy | undefined, string]>([
    ['outside every zone', 'app.example.org', undefined, 'NoZone'],
    ['a host of a zone only in name', 'app.notexample.com', undefined, 'NoZone'],
    [
      'reserved for others',
      'app.example.com',
      { default: 'allow', rules: [{ hosts: ['*.example.com'], namespaces: ['blog'] }] },
      'HostReserved',
    ],
    [
      'reserved for another cluster',
      'app.example.com',
      { default: 'allow', rules: [{ hosts: ['*.example.com'], namespaces: ['*'], cluster: 'two' }] },
      'HostReserved',
    ],
    ['not given to anybody', 'app.example.com', { default: 'refuse', rules: [] }, 'HostNotAllowed'],
    [
      'a wildcard over reserved hosts',
      '*.example.com',
      { default: 'allow', rules: [{ hosts: ['pay.example.com'], namespaces: ['pay'] }] },
      'HostReserved',
    ],
  ])('are refused: %s', (_name, host, hosts, reason) => {
    const result = ask(web({}, [host]), context({}, hosts));
    expect(result.wishes).toEqual([]);
    expect(result.refused).toMatchObject([{ host, view: 'public', verdict: 'refused', reason }]);
    expect(result.refused[0]?.message).toBeTruthy();
  });

  it('are given by the most specific pattern', () => {
    const rules = [
      { hosts: ['**.example.com'], namespaces: ['blog'] },
      { hosts: ['app.example.com'], namespaces: ['sh*'] },
    ];
    expect(hostsIn(web(), context({}, { default: 'refuse', rules }))).toEqual(['app.example.com public']);
  });
});

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

describe('targets', () => {
  const elb = 'my-lb-1.eu-central-1.elb.amazonaws.com';
  const elbAlias = { dnsName: elb, hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true };
  const withBalancer = (loadBalancer: object, loadBalancers = {}): WishContext => {
    const configuration = testConfiguration();
    const edges = configuration.edges.map((edge) => ({
      ...edge,
      loadBalancer: loadBalancer as typeof edge.loadBalancer,
    }));
    return context({ configuration: { ...configuration, edges }, loadBalancers });
  };

  it.each<[string, ProjectedObject, WishContext | undefined, Target | undefined]>([
    [
      'annotation before edge',
      note({ 'firstlight.dev/target': '198.51.100.7' }),
      undefined,
      { kind: 'addresses', addresses: ['198.51.100.7'] },
    ],
    [
      'edge before status',
      web({ addresses: [{ ip: '203.0.113.1' }] }),
      undefined,
      { kind: 'addresses', addresses: ['192.0.2.1'] },
    ],
    [
      'both families, sorted, in one spelling',
      note({ 'firstlight.dev/target': '2001:DB8:0::1,198.51.100.7' }),
      undefined,
      { kind: 'addresses', addresses: ['198.51.100.7', '2001:db8::1'] },
    ],
    [
      'a name that is no alias',
      note({ 'firstlight.dev/target': 'Web.Example.net.' }),
      undefined,
      { kind: 'name', name: 'web.example.net' },
    ],
    [
      'the name of a load balancer',
      note({ 'firstlight.dev/target': elb }),
      undefined,
      { kind: 'alias', alias: elbAlias, dualStack: false },
    ],
    [
      'a dual-stack name',
      note({ 'firstlight.dev/target': `dualstack.${elb}` }),
      undefined,
      { kind: 'alias', alias: { ...elbAlias, dnsName: `dualstack.${elb}` }, dualStack: true },
    ],
    [
      'health evaluation switched off',
      note({ 'firstlight.dev/target': elb, 'external-dns.alpha.kubernetes.io/aws-evaluate-target-health': 'false' }),
      undefined,
      { kind: 'alias', alias: { ...elbAlias, evaluateTargetHealth: false }, dualStack: false },
    ],
    [
      'firstlight.dev before external-dns',
      note({ 'firstlight.dev/target': '198.51.100.7', 'external-dns.alpha.kubernetes.io/target': '198.51.100.8' }),
      undefined,
      { kind: 'addresses', addresses: ['198.51.100.7'] },
    ],
    [
      'the newer external-dns prefix before the older',
      note({
        'external-dns.kubernetes.io/target': '198.51.100.7',
        'external-dns.alpha.kubernetes.io/target': '198.51.100.8',
      }),
      undefined,
      { kind: 'addresses', addresses: ['198.51.100.7'] },
    ],
    [
      'a load balancer in use',
      web(),
      withBalancer({ use: { dnsName: elb, hostedZoneId: 'ZLB', dualStack: true } }),
      { kind: 'alias', alias: { ...elbAlias, hostedZoneId: 'ZLB' }, dualStack: true },
    ],
    [
      'a load balancer that was made',
      web(),
      withBalancer(
        { create: { vpcId: 'vpc-1', subnetIds: [] } },
        { public: { dnsName: elb, hostedZoneId: 'ZLB', dualStack: false } },
      ),
      { kind: 'alias', alias: { ...elbAlias, hostedZoneId: 'ZLB' }, dualStack: false },
    ],
    [
      'a load balancer that is not known yet, and no status',
      web(),
      withBalancer({ create: { vpcId: 'vpc-1', subnetIds: [] } }),
      undefined,
    ],
    [
      'of a Service: externalIPs before status',
      service({ externalIPs: ['203.0.113.2'], addresses: [{ ip: '203.0.113.1' }] }),
      undefined,
      { kind: 'addresses', addresses: ['203.0.113.2'] },
    ],
    [
      'of a Service: its status',
      service({ addresses: [{ hostname: elb }] }),
      undefined,
      { kind: 'alias', alias: elbAlias, dualStack: false },
    ],
    [
      'of a Service: the edge where its own are private',
      service({ loadBalancerClass: 'public', addresses: [{ ip: '10.1.1.1' }] }),
      undefined,
      { kind: 'addresses', addresses: ['192.0.2.1'] },
    ],
    [
      'of a Service: its own where they are not',
      service({ loadBalancerClass: 'public', addresses: [{ ip: '203.0.113.1' }] }),
      undefined,
      { kind: 'addresses', addresses: ['203.0.113.1'] },
    ],
    ['of a Service without an address', service(), undefined, undefined],
  ])('%s', (_name, object, given, target) => {
    expect(ask(object, given).wishes).toHaveLength(1);
    expect(targetOf(object, given)).toEqual(target);
  });

  it.each<[string, Ingress, RegExp]>([
    ['two names', note({ 'firstlight.dev/target': 'a.example.net,b.example.net' }), /one host name/],
    ['a name beside an address', note({ 'firstlight.dev/target': '192.0.2.1,b.example.net' }), /one host name/],
    ['nothing', note({ 'firstlight.dev/target': ' , ' }), /is empty/],
    ['an address with a slip', note({ 'firstlight.dev/target': '192.0.2.300' }), /neither an address nor/],
    ['no name', note({ 'firstlight.dev/target': 'a b\n"c"' }), /characters/],
    ['a CNAME at the apex', note({ 'firstlight.dev/target': 'a.example.net' }, ['example.com']), /apex/],
  ])('are refused: %s', (_name, object, message) => {
    const result = ask(object);
    expect(result).toMatchObject({ wishes: [], kept: [object.rules[0]?.host], keepOthers: false });
    expect(result.skipped).toMatchObject([{ reason: 'InvalidTarget', message: expect.stringMatching(message) }]);
    expect(result.skipped[0]?.message).not.toContain('\n');
  });

  it('may be an alias at the apex', () => {
    expect(targetOf(note({ 'firstlight.dev/target': elb }, ['example.com']))?.kind).toBe('alias');
  });

  it('are no CloudFront alias in a private zone', () => {
    const object = web({ className: 'private', annotations: { 'firstlight.dev/target': 'd1.cloudfront.net' } });
    expect(targetOf(object)).toEqual({ kind: 'name', name: 'd1.cloudfront.net' });
  });
});

describe('other annotations', () => {
  it.each<[string, number | undefined]>([
    ['60', 60],
    ['5m', 300],
    ['1h30m', 5_400],
    ['1.5s', 1],
    ['2147483647', 2_147_483_647],
    ['2147483648', undefined],
    ['0', undefined],
    ['500ms', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['soon', undefined],
    ['', undefined],
    ['1m 30s', undefined],
  ])('read a TTL: %s', (text, seconds) => {
    expect(parseTtl(text)).toBe(seconds);
  });

  it('report a TTL that makes no sense and use the default', () => {
    const result = ask(note({ 'external-dns.alpha.kubernetes.io/ttl': 'so"on\n' }));
    expect(result.wishes[0]?.wish.ttlSeconds).toBe(300);
    expect(result.skipped).toMatchObject([
      { reason: 'InvalidAnnotation', message: expect.stringContaining('"so\\"on\\n"') },
    ]);
  });

  it('leave an object to another controller', () => {
    expect(ask(note({ 'external-dns.alpha.kubernetes.io/controller': 'mine' }))).toMatchObject({
      wishes: [],
      skipped: [{ reason: 'OtherController' }],
    });
    expect(ask(note({ 'external-dns.alpha.kubernetes.io/controller': 'dns-controller' })).wishes).toHaveLength(1);
  });

  it.each([
    'set-identifier',
    'aws-weight',
    'aws-geolocation-country-code',
    'aws-hosted-zone-id',
    'aws-target-hosted-zone',
    'record-type',
  ])('that are not served yet skip the object: %s', (name) => {
    const result = ask(note({ [`external-dns.kubernetes.io/${name}`]: 'x' }));
    expect(result).toMatchObject({
      wishes: [],
      keepOthers: true,
      skipped: [{ reason: 'InvalidAnnotation', message: expect.stringContaining('not supported yet') }],
    });
  });

  it('too large to be carried keep the claims made through them', () => {
    const oversized = (name: string) => ask(web({ oversized: [{ name: `firstlight.dev/${name}`, bytes: 200_000 }] }));
    expect(oversized('hostname')).toMatchObject({ keepOthers: true, wishes: [{ site: { host: 'app.example.com' } }] });
    expect(oversized('edge')).toMatchObject({ keepOthers: true, wishes: [], skipped: [{ reason: 'TooLarge' }] });
    const target = oversized('target');
    expect(target).toMatchObject({ keepOthers: false });
    expect(target.wishes[0]?.wish.target).toBeUndefined();
  });
});

describe('objects', () => {
  const stub = (reason: 'TooLarge' | 'RetiredApiVersion' | 'InvalidObject'): ProjectedObject => ({
    kind: 'networking.k8s.io/Ingress',
    form: 'stub',
    key: 'shop/web',
    apiVersion: 'extensions/v1beta1',
    reason,
    message: 'words',
  });

  it.each(['TooLarge', 'RetiredApiVersion', 'InvalidObject'] as const)(
    'of which only the name is known are skipped: %s',
    (reason) => {
      expect(ask(stub(reason))).toMatchObject({ wishes: [], skipped: [{ reason }], keepOthers: reason === 'TooLarge' });
    },
  );

  it.each(['Unparsable', 'DuplicateObject'] as const)(
    'that are documents are skipped with their reason: %s',
    (reason) => {
      const file: ProjectedObject = {
        kind: 'firstlight.dev/File',
        form: 'full',
        key: '/a.yaml#2',
        reason,
        message: 'line 3',
      };
      expect(ask(file)).toMatchObject({ wishes: [], skipped: [{ reason, message: 'line 3' }] });
    },
  );

  it('of type ClusterIP with a host name are skipped', () => {
    expect(ask(service({ type: 'ClusterIP' }))).toMatchObject({ wishes: [], skipped: [{ reason: 'UnsupportedKind' }] });
    expect(ask(service({ type: 'ClusterIP', annotations: {} })).skipped).toEqual([]);
  });

  it('say all that they name exactly once, whatever is written', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.domain(),
      fc.constantFrom('a.example.com', '*.example.com', 'x.example.org'),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (hosts) => {
        const result = ask(web({}, hosts));
        const named = [
          ...result.wishes.map(({ site }) => site.host),
          ...result.refused.map(({ host }) => host),
          ...result.skipped.map(({ host }) => host),
        ];
        expect(new Set(named).size).toBe(named.length);
        const distinct = new Set(hosts);
        expect(named.length > 0).toBe(true);
        expect(named.length).toBeLessThanOrEqual(Math.max(1, distinct.size));
      }),
    );
  });
});
