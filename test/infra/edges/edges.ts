import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { ConfigurationInput, EdgeInput } from '#shared/configuration/define.ts';
import { resolveConfiguration } from '#shared/configuration/resolve.ts';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { edgesStacks } from '../../../infra/edges/edges-stacks.ts';
import { flat } from '../iam.ts';

const network = { vpcId: 'vpc-01234567', subnetIds: ['subnet-01234567', 'subnet-89abcdef'] };

/** An edge whose load balancer is made; `create` over the least that has to be said. */
export const edge = (create: object = {}, over: Partial<EdgeInput> = {}): EdgeInput => ({
  name: 'web',
  cluster: 'demo',
  view: 'public',
  classes: ['public'],
  domains: ['example.com', 'example.org'],
  ...over,
  loadBalancer: { create: { ...network, ...create } },
});

export const checked = (edges: readonly EdgeInput[], over: Partial<ConfigurationInput> = {}): CheckedConfiguration =>
  resolveConfiguration({
    hub: { account: '123456789012', region: 'eu-central-1' },
    zones: [
      { name: 'example.com', id: 'Z0PUBLIC', view: 'public' },
      { name: 'example.org', id: 'Z0OTHER', view: 'public' },
      { name: 'example.com', id: 'Z0PRIVATE', view: 'private' },
      { name: 'corp.internal', id: 'Z0INSIDE', view: 'private' },
    ],
    clusters: [{ name: 'demo' }, { name: 'spare' }],
    edges,
    monitors: { accounts: [{ name: 'main', provider: 'uptimerobot', apiKey: { ssm: 'key' } }] },
    ...over,
  });

export const stacksOf = (...edges: readonly EdgeInput[]) =>
  edgesStacks(new App({ context: lookedUp, builtinCloudFormationValidation: false }), 'Firstlight', checked(edges));

/** What the CDK keeps of a network that it has looked up: two subnets of each kind in one zone, one in the other. */
const lookedUp = {
  'vpc-provider:account=123456789012:filter.vpc-id=vpc-01234567:region=eu-central-1:returnAsymmetricSubnets=true': {
    vpcId: 'vpc-01234567',
    vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: [],
    subnetGroups: [
      { name: 'Public', type: 'Public', subnets: [subnet('1a', 'a'), subnet('1b', 'b'), subnet('1c', 'b')] },
      { name: 'Private', type: 'Private', subnets: [subnet('2a', 'a'), subnet('2b', 'b')] },
    ],
  },
};

function subnet(id: string, zone: string) {
  return {
    subnetId: `subnet-000000${id}`,
    cidr: '10.0.0.0/24',
    availabilityZone: `eu-central-1${zone}`,
    routeTableId: `rtb-000000${id}`,
  };
}

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The resources of the one stack that these edges make, by logical id. */
export function resourcesOf(...edges: readonly EdgeInput[]): Readonly<Record<string, Resource>> {
  const [stack] = stacksOf(...edges);
  if (stack === undefined) throw new Error('no stack');
  return Template.fromStack(stack).toJSON()['Resources'];
}

export const ofType = (resources: Readonly<Record<string, Resource>>, type: string) =>
  Object.entries(resources)
    .filter(([, { Type }]) => Type === `AWS::ElasticLoadBalancingV2::${type}` || Type === type)
    .map(
      ([id, { Properties }]) => ({ id, ...Properties }) as Readonly<Record<string, unknown>> & { readonly id: string },
    );

/** Attributes as one object. */
export const attributes = (list: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries((list as readonly { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));

/** An output that is JSON, references as their names. */
export function outputOf(name: string, ...edges: readonly EdgeInput[]): unknown {
  const [stack] = stacksOf(...edges);
  if (stack === undefined) throw new Error('no stack');
  return JSON.parse(flat(Template.fromStack(stack).toJSON()['Outputs'][name].Value));
}
