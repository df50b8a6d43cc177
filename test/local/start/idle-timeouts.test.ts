import { expect, it } from 'vitest';
import { inForce } from '#shared/configuration/in-force.ts';
import { resolveConfiguration } from '#shared/configuration/resolve.ts';
import { idleTimeouts } from '../../../local/start/idle-timeouts.ts';
import { inventLoadBalancers } from '../../../local/start/invented-load-balancers.ts';

const vpc = { vpcId: 'vpc-0a1b2c3d', subnetIds: ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'] };

it.each([
  ['an application load balancer', { create: vpc }, 3600],
  ['one with a time-out of its own', { create: { ...vpc, idleTimeoutSeconds: 90 } }, 90],
  ['a network load balancer', { create: { ...vpc, type: 'nlb' as const } }, 350],
  ['one of somebody else', { use: { tags: { team: 'network' } } }, 60],
])('%s closes what is silent after its time', (_what, loadBalancer, seconds) => {
  const checked = resolveConfiguration({
    hub: { account: '123456789012', region: 'eu-central-1' },
    zones: [{ name: 'example.com', id: 'Z0EXAMPLE01', view: 'public' }],
    clusters: [{ name: 'demo' }],
    edges: [
      { name: 'way', cluster: 'demo', view: 'public', classes: ['public'], domains: ['example.com'], loadBalancer },
    ],
  });
  expect(idleTimeouts(checked, inForce(checked, inventLoadBalancers(checked)))).toEqual(new Map([['way', seconds]]));
});
