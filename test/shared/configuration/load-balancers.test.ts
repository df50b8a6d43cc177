import { expect, it } from 'vitest';
import { resolveConfiguration } from '#shared/configuration/resolve.ts';
import { problemsIn } from './problems.ts';
import { edge, sample } from './sample.ts';

const withEdge = (change: object) => ({ ...sample, edges: [{ ...edge, ...change }] });
const withBalancer = (loadBalancer: object, certificates?: object) =>
  withEdge({ loadBalancer, ...(certificates === undefined ? {} : { certificates }) });
const network = { vpcId: 'vpc-0123456789abcdef0', subnetIds: ['subnet-01234567', 'subnet-89abcdef'] };
const withCreate = (change: object) => withBalancer({ create: { ...network, ...change } });

const arn = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/web/0123456789abcdef';
const listener = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/net/web/0123456789abcdef/1';
const named = { dnsName: 'lb.eu-central-1.elb.amazonaws.com', hostedZoneId: 'Z215JYRZR1TBD5' };
const use = (what: object, certificates?: object) => withBalancer({ use: what }, certificates);
const at = 'edges[0].loadBalancer';

it.each<[object, string]>([
  [use({}), `${at}.use: does not say which load balancer – write dnsName and hostedZoneId, or arn, or tags`],
  [
    use({ arn, tags: { a: 'b' } }),
    `${at}.use: does not say which load balancer – write dnsName and hostedZoneId, or arn, or tags`,
  ],
  [
    use({ arn, dualStack: true }),
    `${at}.use: has dualStack without dnsName – add dnsName, or remove dualStack: it is asked for`,
  ],
  [use({ ...named, tags: { a: 'b' } }), `${at}.use: has tags beside dnsName – remove one of the two`],
  [
    use({ dnsName: named.dnsName }),
    `${at}.use: has no hostedZoneId – add the CanonicalHostedZoneId that DescribeLoadBalancers shows`,
  ],
  [use({ tags: {} }), `${at}.use.tags: is empty – write { name: value } with at least one tag`],
  [use({ tags: { team: 1 } }), `${at}.use.tags.team: is not a text (1) – write a text`],
  [
    use({ arn: 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/classic' }),
    `${at}.use.arn: is not the ARN of an Application or Network Load Balancer ("arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/classic") – write the LoadBalancerArn that DescribeLoadBalancers shows`,
  ],
  [withCreate({ type: 'elb' }), `${at}.create.type: is not known ("elb") – did you mean alb?`],
  [
    withCreate({ tcpPorts: [{ port: 25 }] }),
    `${at}.create.tcpPorts: needs a Network Load Balancer – write type: 'nlb', or remove it`,
  ],
  [
    withCreate({ type: 'nlb', hstsSeconds: 60 }),
    `${at}.create.hstsSeconds: needs an Application Load Balancer – write type: 'alb', or remove it`,
  ],
  [
    withCreate({ type: 'nlb', tcpPorts: [{ port: 8443 }, { port: 443 }] }),
    `${at}.create.tcpPorts[1].port: is taken already – write each port once, and neither 80 nor 443`,
  ],
  [
    withCreate({ targets: { kind: 'instance' } }),
    `${at}.create.targets: has no nodePort – add the NodePort of the ingress controller’s Service`,
  ],
  [
    withCreate({ targets: { kind: 'ip', nodePort: 30080 } }),
    `${at}.create.targets: has node ports for pods – remove them, or write kind: 'instance'`,
  ],
  [
    withCreate({ type: 'nlb', targets: { kind: 'instance', nodePort: 30443 } }),
    `${at}.create.targets: has no plainNodePort – add the NodePort that answers plain HTTP with a redirect`,
  ],
  [
    withCreate({ allow: ['10.0.0.0/33'] }),
    `${at}.create.allow[0]: is not a CIDR block or a prefix list ("10.0.0.0/33") – write one such as 10.0.0.0/8 or pl-0123456789abcdef0`,
  ],
  [
    withCreate({ idleTimeoutSeconds: 4001 }),
    `${at}.create.idleTimeoutSeconds: is not within the bounds (4001) – write a whole number of seconds from 1 to 4000`,
  ],
  [
    withCreate({ accessLogs: { bucket: 's3://logs' } }),
    `${at}.create.accessLogs.bucket: is not the name of a bucket ("s3://logs") – write the name alone, without s3:// and without a path`,
  ],
  [
    withBalancer({ addresses: ['192.0.2.1'] }, { mode: 'acm' }),
    'edges[0].certificates.mode: needs a load balancer ("acm") – remove it, or write off',
  ],
  [
    use(named, { mode: 'acm' }),
    'edges[0].certificates.mode: needs the ARN of the load balancer ("acm") – add arn to loadBalancer.use, or write issue-only or off',
  ],
  [
    use(named, { mode: 'annotate' }),
    'edges[0].certificates.mode: needs the ARN of the load balancer ("annotate") – add arn to loadBalancer.use, or write issue-only or off',
  ],
  [
    withEdge({ certificates: { mode: 'annotate' } }),
    'edges[0].certificates.mode: needs a load balancer that a controller in the cluster made ("annotate") – remove it, or write acm',
  ],
  [
    use({ arn }, { mode: 'annotate', most: 46 }),
    'edges[0].certificates.most: is more than one annotation takes (46) – write 45 or less with annotate',
  ],
  [
    withEdge({ certificates: { mode: 'annotation' } }),
    'edges[0].certificates.mode: is not known ("annotation") – did you mean annotate?',
  ],
  [
    withEdge({ certificates: { most: 1 } }),
    'edges[0].certificates.most: is not within the bounds (1) – write a whole number of certificates from 2 to 1000',
  ],
  [
    withEdge({ certificates: { reuse: 'all' } }),
    'edges[0].certificates.reuse: is neither any nor a list of ARNs of certificates ("all") – write \'any\' or […]',
  ],
  [
    withEdge({ certificates: { names: 'wildcards' } }),
    'edges[0].certificates.names: is not known ("wildcards") – did you mean wildcard?',
  ],
])('%# is refused with one exact line', (written, line) => {
  expect(problemsIn(written)).toEqual([line]);
});

it.each<[object, string]>([
  [{ create: network }, 'acm'],
  [{ use: { arn } }, 'acm'],
  [{ use: { tags: { edge: 'public' } } }, 'acm'],
  [{ use: { ...named, arn } }, 'acm'],
  [{ use: { ...named, arn, tls: { listeners: [listener] } } }, 'acm'],
  [{ use: named }, 'off'],
  [{ addresses: ['192.0.2.1'] }, 'off'],
])('certificates of %j are by default %s', (loadBalancer, mode) => {
  const resolved = resolveConfiguration(withBalancer(loadBalancer));
  expect(resolved.edges[0]?.certificates).toMatchObject({ mode, names: 'wildcard', most: 25 });
  expect(resolveConfiguration(resolved)).toEqual(resolved);
});

it('allows whoever manages certificates another way to say so', () => {
  expect(problemsIn(use(named, { mode: 'issue-only' }))).toEqual([]);
  expect(problemsIn(withEdge({ certificates: { mode: 'off' } }))).toEqual([]);
  expect(problemsIn(use({ arn }, { mode: 'annotate', most: 45 }))).toEqual([]);
  expect(problemsIn(use({ arn }, { most: 46 }))).toEqual([]);
});

const roleOf = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const second = { ...edge, name: 'second', classes: ['second'] };
const withRoles = (first: object, other: object) => ({
  ...sample,
  edges: [
    { ...edge, ...first },
    { ...second, ...other },
  ],
});

it.each<[object, object, string]>([
  [
    { roleArn: roleOf('210987654321', 'one') },
    { roleArn: roleOf('210987654321', 'two') },
    'edges[1].roleArn: differs from that of edge public, which has "arn:aws:iam::210987654321:role/one", while certificates of both are in 210987654321/eu-central-1 ("arn:aws:iam::210987654321:role/two") – give all edges of an account and region one roleArn, with the rights of all of them',
  ],
  [
    { roleArn: roleOf('123456789012', 'one') },
    {},
    'edges[1].roleArn: differs from that of edge public, which has "arn:aws:iam::123456789012:role/one", while certificates of both are in 123456789012/eu-central-1 – give all edges of an account and region one roleArn, with the rights of all of them',
  ],
  [
    { roleArn: roleOf('210987654321', 'one'), externalId: 'first-id' },
    { roleArn: roleOf('210987654321', 'one'), externalId: 'second-id' },
    'edges[1].externalId: differs from that of edge public, which has "first-id", while certificates of both are in 210987654321/eu-central-1 ("second-id") – give all edges of an account and region one externalId, with the rights of all of them',
  ],
])('%# certificates of one account and region are kept by one role', (first, other, line) => {
  expect(problemsIn(withRoles(first, other))).toEqual([line]);
});

it.each<[string, object, object]>([
  [
    'regions',
    { roleArn: roleOf('210987654321', 'one') },
    { roleArn: roleOf('210987654321', 'two'), region: 'eu-west-1' },
  ],
  ['accounts', { roleArn: roleOf('210987654321', 'one') }, {}],
  [
    'edges without certificates',
    { roleArn: roleOf('210987654321', 'one') },
    { roleArn: roleOf('210987654321', 'two'), certificates: { mode: 'off' } },
  ],
])('lets %s have roles of their own', (_what, first, other) => {
  expect(problemsIn(withRoles(first, other))).toEqual([]);
});
