import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { judge } from './iam.ts';
import { busPolicyOf, rightsOf } from './policies.ts';
import { example, exampleWith, templateOf } from './stack.ts';

const configuration = exampleWith({
  clusters: [{ name: 'demo' }, { name: 'other' }, { name: 'far', account: '210987654321' }],
});
const template = templateOf(configuration);
const bus = 'arn:<AWS::Partition>:events:eu-central-1:123456789012:event-bus/Firstlight';
const roleOf = (cluster: string) =>
  Object.keys(template.findResources('AWS::IAM::Role')).find((id) => id.startsWith(`Forwarder${cluster}`)) ?? '';

/** What becomes of an event: the sender's own rights and the policy of the bus each have a say. */
function put(role: string, source: string): string {
  const asked = { action: 'events:PutEvents', resource: bus };
  const context = {
    'events:source': source,
    'aws:PrincipalArn': `<${role}.Arn>`,
    'aws:PrincipalAccount': '123456789012',
  };
  const own = judge(rightsOf(template, role), { ...asked, context });
  const ofBus = judge(busPolicyOf(template), { ...asked, context });
  return ofBus === 'denied' ? 'denied by the bus' : own;
}

it.each([
  ['demo', 'firstlight.cluster.demo', 'allowed'],
  ['demo', 'firstlight.cluster.other', 'denied by the bus'],
  ['demo', 'firstlight.cluster.far', 'denied by the bus'],
  ['demo', 'firstlight.cluster.unknown', 'denied by the bus'],
  ['demo', 'firstlight', 'not allowed'],
  ['demo', 'aws.ec2', 'denied by the bus'],
  ['other', 'firstlight.cluster.demo', 'denied by the bus'],
])('the forwarder of %s, speaking as %s: %s', (cluster, source, outcome) => {
  expect(put(roleOf(cluster), source)).toBe(outcome);
});

it('lets claims tell facts, and speak for no cluster', () => {
  const [claims = ''] = Object.keys(template.findResources('AWS::IAM::Role')).filter((id) =>
    id.startsWith('ClaimsEntry'),
  );
  expect(put(claims, 'firstlight')).toBe('allowed');
  expect(put(claims, 'firstlight.cluster.demo')).toBe('denied by the bus');
});

it.each([
  ['210987654321', 'firstlight.cluster.far', 'allowed'],
  ['210987654321', 'firstlight.cluster.demo', 'denied'],
  ['333333333333', 'firstlight.cluster.far', 'denied'],
])('account %s, speaking as %s: %s', (account, source, outcome) => {
  const context = { 'events:source': source, 'aws:PrincipalAccount': account, 'aws:PrincipalArn': 'some role' };
  expect(judge(busPolicyOf(template), { action: 'events:PutEvents', resource: bus, context })).toBe(outcome);
  const [allowance] = busPolicyOf(template).filter(({ Effect }) => Effect === 'Allow');
  expect(allowance?.Principal).toEqual({ AWS: '210987654321' });
});

it('refuses more clusters than the policy of a bus can tell apart', () => {
  const clusters = Array.from({ length: 40 }, (_, index) => ({ name: `cluster-${index}` }));
  expect(() => templateOf(exampleWith({ clusters, edges: [], services: {} }))).toThrow(/clusters: 40 are more than/);
});

it('gives a cluster’s role to its forwarder by Pod Identity', () => {
  templateOf().hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Effect: 'Allow',
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:RequestTag/kubernetes-namespace': 'firstlight',
              'aws:RequestTag/kubernetes-service-account': 'firstlight-forwarder',
            },
          },
        },
      ],
    },
  });
});

it('gives it by IRSA where the cluster has an issuer, and to the pipelines that are named', () => {
  const oidcProvider = 'oidc.eks.eu-central-1.amazonaws.com/id/A1';
  const assumedBy = ['arn:aws:iam::123456789012:role/pipeline'];
  const clusters = [{ name: 'demo', forwarder: { oidcProvider, assumedBy, namespace: 'dns' } }];
  templateOf(exampleWith({ clusters })).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Action: 'sts:AssumeRoleWithWebIdentity',
          Effect: 'Allow',
          Principal: { Federated: Match.anyValue() },
          Condition: {
            StringEquals: {
              [`${oidcProvider}:aud`]: 'sts.amazonaws.com',
              [`${oidcProvider}:sub`]: 'system:serviceaccount:dns:firstlight-forwarder',
            },
          },
        },
        { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { AWS: assumedBy[0] } },
      ],
    },
  });
});

it('brings every cluster to intake fairly, and keeps what cannot be delivered', () => {
  const one = templateOf(example);
  one.hasResourceProperties('AWS::Events::Rule', {
    EventBusName: 'Firstlight',
    EventPattern: { source: [{ prefix: 'firstlight.cluster.' }] },
    Targets: [
      {
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IntakeQueue'), 'Arn'] },
        SqsParameters: { MessageGroupId: '$.source' },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IntakeDeadLetters'), 'Arn'] } },
      },
    ],
  });
  for (const queue of ['^IntakeQueue', '^IntakeDeadLetters']) {
    one.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: Match.stringLikeRegexp(queue) }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Condition: {
              ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('^BusToIntake'), 'Arn'] } },
            },
          }),
        ]),
      },
    });
  }
});
