import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { edgesStacks } from '../../../infra/edges/edges-stacks.ts';
import { flat } from '../iam.ts';
import { buildStack, example } from '../stack.ts';
import { checked, edge, ofType, resourcesOf, stacksOf } from './edges.ts';

const stays = (resources: ReturnType<typeof resourcesOf>) =>
  Object.values(resources).filter(({ Type }) => Type !== 'AWS::SSM::Parameter' && Type !== 'AWS::CDK::Metadata');

describe('the stacks of load balancers', () => {
  it.each([edge(), edge({ type: 'nlb', tcpPorts: [{ port: 25 }] })])(
    'keep all that traffic passes through (%#)',
    (one) => {
      const [stack] = stacksOf(one);
      expect(stack?.terminationProtection).toBe(true);
      for (const { Type, DeletionPolicy, UpdateReplacePolicy } of stays(resourcesOf(one))) {
        expect({ Type, DeletionPolicy, UpdateReplacePolicy }).toEqual({
          Type,
          DeletionPolicy: 'Retain',
          UpdateReplacePolicy: 'Retain',
        });
      }
    },
  );

  it.each([
    edge(),
    edge({ accessLogs: { bucket: 'logs' } }),
    edge({ type: 'nlb', tcpPorts: [{ port: 25 }] }, { view: 'private', domains: ['example.com'] }),
  ])('have no finding of cdk-nag that is not acknowledged with its reason (%#)', (one) => {
    const [stack] = stacksOf(one);
    const app = stack === undefined ? undefined : App.of(stack);
    if (stack === undefined || !(app instanceof App)) throw new Error('no app');
    const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });

  it('are one for each account and region', () => {
    const roleArn = 'arn:aws:iam::210987654321:role/edges';
    const certificateArn = 'arn:aws:acm:us-east-1:210987654321:certificate/a';
    const far = edge({ certificateArn }, { name: 'far', classes: ['far'], roleArn, region: 'us-east-1' });
    const near = edge({}, { name: 'near', classes: ['near'], region: 'eu-west-1' });
    const stacks = stacksOf(edge(), far, near);
    expect(stacks.map(({ stackName, account, region }) => [stackName, account, region])).toEqual([
      ['FirstlightEdges', '123456789012', 'eu-central-1'],
      ['FirstlightEdges-210987654321-us-east-1', '210987654321', 'us-east-1'],
      ['FirstlightEdges-123456789012-eu-west-1', '123456789012', 'eu-west-1'],
    ]);
  });

  it('are none where nothing is to be made', () => {
    const fixed = { ...edge(), loadBalancer: { addresses: ['192.0.2.1'] } };
    expect(edgesStacks(new App(), 'Firstlight', checked([fixed]))).toEqual([]);
  });

  it('hand over, by parameters that hold up neither stack, what the configuration row needs', () => {
    const [parameter] = ofType(resourcesOf(edge()), 'AWS::SSM::Parameter');
    expect(parameter?.['Name']).toBe('/Firstlight/edges/web');
    const told = JSON.parse(flat(parameter?.['Value']).replaceAll(/web\w*vpc01234567(\w+?)[0-9A-F]{8}/g, '$1'));
    expect(told).toEqual({
      dnsName: '<LoadBalancer.DNSName>',
      hostedZoneId: '<LoadBalancer.CanonicalHostedZoneID>',
      dualStack: false,
      arn: '<LoadBalancer>',
      tls: { listeners: ['<Tls>'] },
    });
    const functions = Template.fromStack(buildStack()).toJSON();
    const read = Object.values(functions['Parameters'] as Record<string, { Default?: string }>).map(
      (one) => one.Default,
    );
    expect(read).toEqual(expect.arrayContaining(example.edges.map(({ name }) => `/Firstlight/edges/${name}`)));
    expect(JSON.stringify(functions)).not.toContain('ImportValue');
  });
});
