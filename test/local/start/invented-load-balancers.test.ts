import { describe, expect, it } from 'vitest';
import { parseDocument } from '#shared/configuration/document.ts';
import { inForce } from '#shared/configuration/in-force.ts';
import { resolveConfiguration } from '#shared/configuration/resolve.ts';
import { elbZoneOf } from '#shared/domain/elb-zones.ts';
import { inventLoadBalancers } from '../../../local/start/invented-load-balancers.ts';

const configuration = (name: string, region: string) =>
  resolveConfiguration({
    hub: { account: '123456789012', region },
    zones: [{ name: 'example.com', id: 'Z0EXAMPLE01', view: 'public' }],
    clusters: [{ name: 'demo' }],
    edges: [
      {
        name,
        cluster: 'demo',
        view: 'public',
        classes: ['public'],
        domains: ['example.com'],
        loadBalancer: { create: { vpcId: 'vpc-0a1b2c3d', subnetIds: ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'] } },
      },
    ],
  });

describe('invented load balancers', () => {
  it.each([['eu-central-1'], ['us-east-1'], ['cn-north-1']])('stand in the real hosted zone of %s', (region) => {
    const { public: balancer } = inventLoadBalancers(configuration('public', region));
    expect(balancer?.dnsName).toMatch(/^fl-public-\d{10}\./);
    expect(elbZoneOf(balancer?.dnsName ?? '')).toBe(balancer?.hostedZoneId);
    expect(inForce(configuration('public', region), inventLoadBalancers(configuration('public', region)))).toEqual(
      expect.objectContaining({ edges: [expect.objectContaining({ loadBalancer: { use: balancer } })] }),
    );
    expect(
      parseDocument(inForce(configuration('public', region), { ...(balancer && { public: balancer }) })),
    ).toBeTruthy();
  });

  it('keep their name, and differ by edge', () => {
    const first = inventLoadBalancers(configuration('public', 'eu-central-1'));
    expect(inventLoadBalancers(configuration('public', 'eu-central-1'))).toEqual(first);
    expect(inventLoadBalancers(configuration('other', 'eu-central-1'))['other']).not.toEqual(first['public']);
  });

  it('have names that DNS takes, however long the edge is called', () => {
    const name = 'a'.repeat(60);
    const label = inventLoadBalancers(configuration(name, 'eu-central-1'))[name]?.dnsName.split('.')[0];
    expect(label?.length).toBeLessThanOrEqual(63);
  });

  it('are the same for edges that seek the same one', () => {
    const arn = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/shared/0a1b2c3d4e5f6071';
    const sought = (name: string) => {
      const checked = configuration(name, 'eu-central-1');
      const edges = checked.edges.map((edge) => ({ ...edge, loadBalancer: { use: { arn } } }));
      return inventLoadBalancers({ ...checked, edges })[name];
    };
    expect(sought('one')).toEqual(sought('other'));
    expect(sought('one')).toMatchObject({ arn, dnsName: expect.stringMatching(/^shared-\d{10}\.elb\./) });
  });
});
