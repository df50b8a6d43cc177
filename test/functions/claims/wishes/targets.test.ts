import { describe, expect, it } from 'vitest';
import type { WishContext } from '../../../../functions/claims/wishes/types.ts';
import type { Ingress, ProjectedObject } from '../../../../shared/domain/objects.ts';
import type { Target } from '../../../../shared/domain/site.ts';
import { testConfiguration } from '../samples.ts';
import { ask, context, note, service, targetOf, web } from './asking.ts';

describe('targets', () => {
  const elb = 'my-lb-1.eu-central-1.elb.amazonaws.com';
  const elbAlias = { dnsName: elb, hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true };
  const withBalancer = (loadBalancer: object): WishContext => {
    const configuration = testConfiguration();
    const balancer = loadBalancer as (typeof configuration.edges)[number]['loadBalancer'];
    const edges = configuration.edges.map((edge) => ({ ...edge, loadBalancer: balancer }));
    return context({ configuration: { ...configuration, edges } });
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
      'a load balancer that a document of an earlier version does not know, and no status',
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
    ['no name', note({ 'firstlight.dev/target': 'a b\n"c"' }), /has a blank/],
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
