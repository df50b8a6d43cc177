import { expect, it } from 'vitest';
import { createdLoadBalancer } from '#shared/configuration/created-schema.ts';
import type { EdgeInput } from '#shared/configuration/define.ts';
import { edge as edgeSchema } from '#shared/configuration/schema.ts';
import { edge, ofType, resourcesOf } from './edges.ts';

/**
 * Properties of AWS::ElasticLoadBalancingV2::LoadBalancer whose update requires replacement (AWS CloudFormation Template
 * Reference, AWS::ElasticLoadBalancingV2::LoadBalancer, "Update requires").
 */
const replacing = ['Name', 'Scheme', 'Type'] as const;
/** The same of a listener. */
const listenerReplacing = ['LoadBalancerArn'] as const;

const balancersOf = (...edges: readonly EdgeInput[]) => {
  const resources = resourcesOf(...edges);
  const told = (type: string, names: readonly string[]) =>
    ofType(resources, type).map((one) => [one.id, ...names.map((name) => JSON.stringify(one[name]))]);
  return [...told('LoadBalancer', replacing), ...told('Listener', listenerReplacing)];
};

/** A field, what it is changed to in `create`, or what the edge around it is changed to. */
interface Change {
  readonly field: string;
  readonly create?: object;
  readonly over?: Partial<EdgeInput>;
}

const everywhere: readonly Change[] = [
  { field: 'subnetIds', create: { subnetIds: ['subnet-01234567', 'subnet-89abcdef', 'subnet-00000000'] } },
  { field: 'dualStack', create: { dualStack: true } },
  { field: 'allow', create: { allow: ['10.0.0.0/8'] } },
  { field: 'subnetCidrs', create: { subnetCidrs: ['10.0.0.0/16'] } },
  { field: 'targets', create: { targets: { kind: 'instance', nodePort: 30443, plainNodePort: 30080 } } },
  { field: 'tlsPolicy', create: { tlsPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' } },
  { field: 'certificateArn', create: { certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a' } },
  { field: 'idleTimeoutSeconds', create: { idleTimeoutSeconds: 60 } },
  { field: 'accessLogs', create: { accessLogs: { bucket: 'logs', prefix: 'elb' } } },
  { field: 'controller', create: { controller: 'ingress-nginx' } },
  { field: 'domains', over: { domains: ['example.org'] } },
  { field: 'classes', over: { classes: ['other'] } },
  { field: 'gateways', over: { gateways: ['infra/web'] } },
  { field: 'entryPoints', over: { entryPoints: ['websecure'] } },
  { field: 'policy', over: { policy: 'observe' } },
  { field: 'releaseAfterSeconds', over: { releaseAfterSeconds: 0 } },
  { field: 'cluster', over: { cluster: 'spare' } },
  { field: 'certificates', over: { certificates: { names: 'host', keyAlgorithm: 'EC_prime256v1' } } },
  { field: 'monitors', over: { monitors: { intervalSeconds: 60 } } },
];
const onlyAlb: readonly Change[] = [
  { field: 'hstsSeconds', create: { hstsSeconds: 60 } },
  { field: 'webAclArn', create: { webAclArn: 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/web/0123' } },
];
const onlyNlb: readonly Change[] = [{ field: 'tcpPorts', create: { tcpPorts: [{ port: 25, targetPort: 2525 }] } }];

it.each([...everywhere, ...onlyAlb])('$field of an alb replaces no load balancer', ({ create, over }) => {
  expect(balancersOf(edge(create, over))).toEqual(balancersOf(edge()));
});

it.each([...everywhere, ...onlyNlb])('$field of an nlb replaces no load balancer', ({ create, over }) => {
  const before = balancersOf(edge({ type: 'nlb' }));
  expect(balancersOf(edge({ type: 'nlb', ...create }, over))).toEqual(expect.arrayContaining(before));
});

/** Of a target group; one with a name is never replaced: the deployment is refused (User Guide, "Name type"). */
const groupReplacing = ['Name', 'TargetType', 'Port', 'Protocol', 'VpcId'] as const;
const groupsOf = (one: EdgeInput) =>
  ofType(resourcesOf(one), 'TargetGroup').map((group) => ({
    id: group.id,
    name: JSON.stringify(group['Name']),
    rest: JSON.stringify(groupReplacing.map((name) => group[name])),
  }));

it.each([
  ...[...everywhere, ...onlyAlb].map((change) => ({ ...change, type: 'alb' })),
  ...[...everywhere, ...onlyNlb].map((change) => ({ ...change, type: 'nlb' })),
])('$field of an $type leaves no listener with an empty target group', ({ field, create, over, type }) => {
  const [before, after] = [groupsOf(edge({ type })), groupsOf(edge({ type, ...create }, over))];
  for (const group of before) {
    const now = after.find(({ id }) => id === group.id);
    expect(now?.name).toBe(group.name);
    if (field !== 'targets') expect(now?.rest).toBe(group.rest);
    else expect(now?.rest).not.toBe(group.rest);
  }
});

it('no two target groups have one name, nor one that a load balancer beside it has', () => {
  const both = [
    edge({ type: 'nlb', tcpPorts: [{ port: 25 }, { port: 65535 }] }),
    edge({}, { name: 'other', classes: ['other'] }),
  ];
  const names = ofType(resourcesOf(...both), 'TargetGroup').map((group) => JSON.stringify(group['Name']));
  expect(names).toHaveLength(5);
  expect(new Set(names).size).toBe(5);
});

it('bound pods may change their port', () => {
  const ports = (targetPort: number) => groupsOf(edge({ type: 'nlb', tcpPorts: [{ port: 25, targetPort }] }));
  expect(ports(2525)).toEqual(ports(1025));
});

it.each<[string, EdgeInput]>([
  ['type', edge({ type: 'nlb' })],
  ['view', edge({}, { view: 'private', domains: ['example.com'] })],
  ['vpcId', edge({ vpcId: 'vpc-89abcdef' })],
  ['name', edge({}, { name: 'other' })],
])('another %s is another load balancer beside the old one, which stays', (_name, other) => {
  const ids = (one: EdgeInput) => balancersOf(one).map(([id]) => id);
  expect(ids(other).filter((id) => ids(edge()).includes(id))).toEqual([]);
});

it('another edge before it, or one that leaves, changes nothing of the others', () => {
  const first = edge({}, { name: 'first', classes: ['first'] });
  expect(balancersOf(first, edge())).toEqual(expect.arrayContaining(balancersOf(edge())));
});

it('every option is looked at', () => {
  const looked = [...everywhere, ...onlyAlb, ...onlyNlb].map(({ field }) => field);
  // Another region or role is another stack, and the old one is protected from its end.
  const others = ['type', 'view', 'vpcId', 'name', 'region', 'roleArn', 'externalId', 'loadBalancer'];
  const all = [...Object.keys(createdLoadBalancer.shape), ...Object.keys(edgeSchema.in.shape)];
  expect([...looked, ...others].sort()).toEqual(all.sort());
});
