import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import type { EdgeInput } from '#shared/configuration/define.ts';
import { findLoadBalancers } from '../../infra/rights/elb.ts';
import { checked, edge } from './edges/edges.ts';
import { buildStack } from './stack.ts';

const arn = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/web/01';
const roleArn = 'arn:aws:iam::210987654321:role/edges';
const named = { dnsName: 'a-1.elb.eu-central-1.amazonaws.com', hostedZoneId: 'Z3F0SRJ5LGBH90' };
const using = (use: object, over: object = {}): EdgeInput =>
  ({ ...edge({}, over), loadBalancer: { use } }) as EdgeInput;
const actionsFor = (...edges: readonly EdgeInput[]) =>
  findLoadBalancers(checked(edges)).map(({ actions, resources }) => [actions.join(), resources.join()]);

const describes = [
  'elasticloadbalancing:DescribeListeners,elasticloadbalancing:DescribeLoadBalancers,elasticloadbalancing:DescribeTags',
  '*',
];

describe('the rights to find load balancers', () => {
  it.each<[string, EdgeInput, readonly unknown[]]>([
    ['made by the hub', edge(), []],
    ['written out', using(named), []],
    ['written out, certificates not ours', using({ ...named, arn }, { certificates: { mode: 'off' } }), []],
    ['by ARN', using({ arn }), [describes]],
    ['by tags', using({ tags: { team: 'web' } }), [describes]],
    ['written out with its ARN', using({ ...named, arn }), [['elasticloadbalancing:DescribeListeners', '*']]],
    ['in another account', using({ arn }, { roleArn }), [['sts:AssumeRole', roleArn]]],
    ['made in another region', edge({}, { region: 'eu-west-1' }), [describes]],
  ])('%s', (_name, one, rights) => {
    expect(actionsFor(one)).toEqual(rights);
  });

  it('are acknowledged with their reason', () => {
    const stack = buildStack(checked([using({ arn })]));
    const app = App.of(stack);
    if (!(app instanceof App)) throw new Error('the stack has no app');
    const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});
