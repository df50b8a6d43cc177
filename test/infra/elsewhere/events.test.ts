import { describe, expect, it } from 'vitest';
import { checked, edge } from '../edges/edges.ts';
import { flat, judge } from '../iam.ts';
import { busPolicyOf } from '../policies.ts';
import { templateOf as hubTemplate } from '../stack.ts';
import { far, near, stacksOf, templateOf } from './elsewhere.ts';

const bus = 'arn:<AWS::Partition>:events:eu-central-1:123456789012:event-bus/Firstlight';
const both = checked([edge(), far, near]);
const hub = hubTemplate(both);
const alone = hubTemplate(checked([edge()]));
const detailTypes = [
  'ACM Certificate Available',
  'ACM Certificate Approaching Expiration',
  'ACM Certificate Renewal Action Required',
  'ACM Certificate Expired',
];

describe('what ACM says in another account or region', () => {
  it.each([
    ['FirstlightEvents-210987654321-us-east-1', '210987654321', 'us-east-1'],
    ['FirstlightEvents-123456789012-eu-west-1', '123456789012', 'eu-west-1'],
  ])('is sent to the hub by one rule: %s', (name, account, region) => {
    expect(stacksOf(both).get(name)).toMatchObject({ account, region });
    const template = templateOf(both, name);
    const [rule, another] = Object.values(template.findResources('AWS::Events::Rule'));
    expect(another).toBeUndefined();
    expect(rule?.['Properties']).toMatchObject({
      EventPattern: { source: ['aws.acm'], 'detail-type': detailTypes },
      State: 'ENABLED',
    });
    expect(rule?.['Properties'].Targets.map(({ Arn }: { Arn: unknown }) => flat(Arn))).toEqual([bus]);
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
    const [statement, more] = policy?.['Properties'].PolicyDocument.Statement ?? [];
    expect([statement.Action, flat(statement.Resource), more]).toEqual(['events:PutEvents', bus, undefined]);
  });

  it('is nothing where certificates are in the hub only, or none of ours', () => {
    const off = { ...far, certificates: { mode: 'off' as const } };
    const names = [...stacksOf(checked([edge(), off])).keys()];
    expect(names).toEqual(['FirstlightAccess-210987654321']);
  });

  it.each([
    ['the account of an edge', '210987654321', 'ACM Certificate Available', 'allowed'],
    ['it, with another event', '210987654321', 'ACM Certificate Something', 'not allowed'],
    ['an account without edges', '333333333333', 'ACM Certificate Available', 'denied'],
  ])('is let in by the bus of the hub from %s', (_, account, detailType, outcome) => {
    const context = {
      'events:source': 'aws.acm',
      'events:detail-type': detailType,
      'aws:PrincipalAccount': account,
      'aws:PrincipalArn': 'a role',
    };
    const asked = { action: 'events:PutEvents', resource: bus, context };
    expect(judge(busPolicyOf(hub), asked)).toBe(outcome);
    // Nobody has that source where no certificates are elsewhere.
    expect(judge(busPolicyOf(alone), asked)).toBe('denied');
    // What goes from one region of the hub's account to another needs no more than the right of the rule's role.
    const [allowance] = busPolicyOf(hub).filter(({ Effect }) => Effect === 'Allow');
    expect(allowance?.Principal).toEqual({ AWS: ['210987654321'] });
  });

  it('goes to the function that has certificates looked at, from places with certificates only', () => {
    const rules = (of: ReturnType<typeof hubTemplate>) =>
      Object.values(of.findResources('AWS::Events::Rule')).filter(
        ({ Properties }) => Properties.EventPattern?.source?.[0] === 'aws.acm',
      );
    expect(rules(alone)).toHaveLength(1);
    const [onDefault, onOwn] = rules(hub);
    expect(onDefault?.['Properties']).not.toHaveProperty('EventBusName');
    expect(onOwn?.['Properties']).toMatchObject({
      EventPattern: {
        source: ['aws.acm'],
        'detail-type': detailTypes,
        account: ['123456789012', '210987654321'],
        region: ['eu-west-1', 'us-east-1'],
      },
      Targets: onDefault?.['Properties'].Targets.map(({ Arn }: { Arn: unknown }) => ({ Arn })),
    });
  });
});
