import type { ConfigurationInput, EdgeInput } from '#shared/configuration/define.ts';

export const edge: EdgeInput = {
  name: 'public',
  cluster: 'demo',
  view: 'public',
  classes: ['public'],
  domains: ['example.com'],
  loadBalancer: { create: { vpcId: 'vpc-0123456789abcdef0', subnetIds: ['subnet-01234567', 'subnet-89abcdef'] } },
};

/** A right configuration; a test spreads what it is about over it. */
export const sample: ConfigurationInput = {
  hub: { account: '123456789012', region: 'eu-central-1' },
  zones: [
    { name: 'example.com', id: 'Z0PUBLIC', view: 'public', adopt: ['old-owner'] },
    { name: 'example.com', id: 'Z0PRIVATE', view: 'private' },
  ],
  clusters: [{ name: 'demo' }, { name: 'spare', ownerId: 'spare-owner' }],
  edges: [edge],
};
