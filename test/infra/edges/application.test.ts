import { describe, expect, it } from 'vitest';
import type { EdgeInput } from '#shared/configuration/define.ts';
import { attributes, edge, ofType, resourcesOf } from './edges.ts';

const balancerOf = (...edges: readonly EdgeInput[]) => ofType(resourcesOf(...edges), 'LoadBalancer')[0] ?? { id: '' };
const listenersOf = (...edges: readonly EdgeInput[]) => ofType(resourcesOf(...edges), 'Listener');

describe('an Application Load Balancer', () => {
  it('faces the internet for a public edge, and the network for a private one', () => {
    expect(balancerOf(edge())).toMatchObject({ Type: 'application', Scheme: 'internet-facing', IpAddressType: 'ipv4' });
    expect(balancerOf(edge({}, { view: 'private', domains: ['example.com'] }))).toMatchObject({ Scheme: 'internal' });
    expect(balancerOf(edge({ dualStack: true }))).toMatchObject({ IpAddressType: 'dualstack' });
  });

  it('cannot be deleted by mistake, keeps websockets, and says who the client is', () => {
    expect(attributes(balancerOf(edge())['LoadBalancerAttributes'])).toMatchObject({
      'deletion_protection.enabled': 'true',
      'idle_timeout.timeout_seconds': '3600',
      'routing.http.xff_header_processing.mode': 'append',
      'routing.http.preserve_host_header.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'access_logs.s3.enabled': 'false',
    });
    const logged = edge({ accessLogs: { bucket: 'logs', prefix: 'elb' }, idleTimeoutSeconds: 60 });
    expect(attributes(balancerOf(logged)['LoadBalancerAttributes'])).toMatchObject({
      'idle_timeout.timeout_seconds': '60',
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': 'logs',
      'access_logs.s3.prefix': 'elb',
    });
  });

  it('redirects plain HTTP, ends TLS 1.2 and 1.3, and hands on plain text', () => {
    const [plain, tls] = listenersOf(edge());
    expect(plain).toMatchObject({
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [
        { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
      ],
    });
    expect(tls).toMatchObject({ Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' });
    expect(tls).not.toHaveProperty('ListenerAttributes');
    expect(ofType(resourcesOf(edge()), 'TargetGroup')).toMatchObject([{ Protocol: 'HTTP', TargetType: 'ip' }]);
  });

  it('adds HSTS and a web ACL where asked to', () => {
    const webAclArn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/web/0123';
    const [, tls] = listenersOf(edge({ hstsSeconds: 31_536_000, webAclArn }));
    expect(attributes(tls?.['ListenerAttributes'])).toEqual({
      'routing.http.response.strict_transport_security.header_value': 'max-age=31536000',
    });
    expect(ofType(resourcesOf(edge({ webAclArn })), 'AWS::WAFv2::WebACLAssociation')).toMatchObject([
      { WebACLArn: webAclArn },
    ]);
  });

  it('stands in the subnets that are written, or else in those that the CDK finds', () => {
    expect(balancerOf(edge())).toMatchObject({ Subnets: ['subnet-01234567', 'subnet-89abcdef'] });
    const found = { ...edge(), loadBalancer: { create: { vpcId: 'vpc-01234567' } } };
    expect(balancerOf(found)).toMatchObject({ Subnets: ['subnet-0000001a', 'subnet-0000001b'] });
    expect(balancerOf({ ...found, view: 'private', domains: ['example.com'] })).toMatchObject({
      Subnets: ['subnet-0000002a', 'subnet-0000002b'],
    });
  });

  it('leaves the list of certificates to the running system', () => {
    expect(ofType(resourcesOf(edge()), 'ListenerCertificate')).toEqual([]);
  });

  it('hands on to nodes where there is nobody to bind pods', () => {
    const groups = ofType(resourcesOf(edge({ targets: { kind: 'instance', nodePort: 30080 } })), 'TargetGroup');
    expect(groups).toMatchObject([{ Protocol: 'HTTP', TargetType: 'instance', Port: 30080 }]);
  });
});

describe('who may connect', () => {
  const ingressOf = (...edges: readonly EdgeInput[]): readonly string[] => {
    const [group] = ofType(resourcesOf(...edges), 'AWS::EC2::SecurityGroup');
    const rules = group?.['SecurityGroupIngress'] as readonly Record<string, unknown>[];
    return rules.map(
      (rule) => `${rule['CidrIp'] ?? rule['CidrIpv6'] ?? rule['SourcePrefixListId']} ${rule['FromPort']}`,
    );
  };

  it.each<[Parameters<typeof edge>, readonly string[]]>([
    [[], ['0.0.0.0/0 80', '0.0.0.0/0 443']],
    [[{ dualStack: true }], ['0.0.0.0/0 80', '0.0.0.0/0 443', '::/0 80', '::/0 443']],
    [
      [{}, { view: 'private', domains: ['example.com'] }],
      [
        '10.0.0.0/8 80',
        '10.0.0.0/8 443',
        '172.16.0.0/12 80',
        '172.16.0.0/12 443',
        '192.168.0.0/16 80',
        '192.168.0.0/16 443',
      ],
    ],
    [
      [{ allow: ['pl-01234567', '2001:db8::/32'] }],
      ['pl-01234567 80', 'pl-01234567 443', '2001:db8::/32 80', '2001:db8::/32 443'],
    ],
    [
      [{ type: 'nlb', allow: ['10.0.0.0/8'], tcpPorts: [{ port: 25 }] }],
      ['10.0.0.0/8 80', '10.0.0.0/8 443', '10.0.0.0/8 25'],
    ],
  ])('%j', (given, rules) => {
    expect(ingressOf(edge(...given))).toEqual(rules);
  });
});
