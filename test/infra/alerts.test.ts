import { describe, expect, it } from 'vitest';
import { flat, judge } from './iam.ts';
import { rightsOf } from './policies.ts';
import { exampleWith, templateOf } from './stack.ts';

const topicArn = 'arn:aws:sns:eu-central-1:123456789012:pager';
const alerts = {
  channels: [
    { name: 'ops', kind: 'slack', token: { secretsManager: 'firstlight/slack', field: 'token' }, channel: '#ops' },
    { name: 'dev', kind: 'slack-webhook', url: { ssm: '/firstlight/webhook' } },
    { name: 'pager', kind: 'sns', topicArn },
  ],
};
const template = templateOf(exampleWith({ alerts }));
const ask = (action: string, resource: string) =>
  judge(rightsOf(template, 'Alerts'), { action, resource, context: {} });
const of = (service: string, what: string) => `arn:<AWS::Partition>:${service}:eu-central-1:123456789012:${what}`;

describe('the function that tells people', () => {
  it('is there where nobody is told any more, to close what is open, and can neither read a secret nor publish', () => {
    const rights = JSON.stringify(rightsOf(templateOf(), 'Alerts'));
    expect(rights).toContain('dynamodb:');
    for (const none of ['secretsmanager:', 'ssm:', 'sns:']) expect(rights).not.toContain(none);
  });

  it('reads the secrets of its channels, and no other', () => {
    const read = 'secretsmanager:GetSecretValue';
    expect(ask(read, of('secretsmanager', 'secret:firstlight/slack-AbCdEf'))).toBe('allowed');
    expect(ask(read, of('secretsmanager', 'secret:firstlight/slack-of-others-AbCdEf'))).toBe('not allowed');
    expect(ask('ssm:GetParameter', of('ssm', 'parameter/firstlight/webhook'))).toBe('allowed');
    expect(ask('ssm:GetParameter', of('ssm', 'parameter/firstlight/another'))).toBe('not allowed');
  });

  it('publishes to the topics of its channels, and no other', () => {
    expect(ask('sns:Publish', topicArn)).toBe('allowed');
    expect(ask('sns:Publish', `${topicArn}-of-others`)).toBe('not allowed');
  });

  it('hears of the alarms of its own installation, but of its own', () => {
    const rule = Object.values(template.findResources('AWS::Events::Rule')).find(({ Properties }) =>
      Properties.EventPattern?.source?.includes('aws.cloudwatch'),
    );
    const { resources, detail } = rule?.['Properties'].EventPattern ?? {};
    const [{ prefix }] = resources;
    expect(flat(prefix)).toBe('arn:<AWS::Partition>:cloudwatch:eu-central-1:123456789012:alarm:Firstlight-');
    expect(detail.alarmName).toEqual([{ 'anything-but': { prefix: 'Firstlight-Alerts' } }]);
    // Names that CloudFormation makes begin with the stack's and the logical id.
    const alarms = Object.entries(template.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(([, { Properties }]) => Properties.AlarmName)).toEqual(alarms.map(() => undefined));
    const rights = rightsOf(template, 'AlertsOfAlarms').flatMap(({ Action }) => [Action].flat());
    expect(rights.filter((action) => !String(action).startsWith('logs:')).toSorted()).toEqual([
      ...['BatchGetItem', 'GetItem', 'PutItem', 'Query'].map((one) => `dynamodb:${one}`),
      'sqs:SendMessage',
    ]);
    const quiet = alarms.map(([id]) => id).filter((id) => id.startsWith('Alerts'));
    expect(quiet).toHaveLength(4);
  });

  it('is rung by every function that has something to tell', () => {
    const queue = Object.keys(template.findResources('AWS::SQS::Queue')).find((id) => /^AlertsQueue/.test(id));
    for (const name of ['Claims', 'Dns', 'Certificates', 'Status', 'Sweep', 'Configuration']) {
      const rung = rightsOf(template, name)
        .filter(({ Action }) => [Action].flat().includes('sqs:SendMessage'))
        .flatMap(({ Resource }) => [Resource].flat().map(flat));
      expect(rung.join(), name).toContain(String(queue));
    }
  });
});
