import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { callPath } from '../../functions/monitors/webhook/words.ts';
import { flat, judge } from './iam.ts';
import { rightsOf } from './policies.ts';
import { buildStack, exampleWith, templateOf } from './stack.ts';

const accounts = [
  { name: 'main', provider: 'uptimerobot', apiKey: { secretsManager: 'firstlight/uptimerobot', field: 'key' } },
  { name: 'shop', provider: 'uptimerobot', apiKey: { ssm: '/firstlight/shop' } },
];
const template = templateOf(exampleWith({ monitors: { accounts } }));
const [main, shop] = accounts;
const hooked = exampleWith({ monitors: { accounts: [{ ...main, webhook: { secret: { ssm: '/hook' } } }, shop] } });
const withWebhook = templateOf(hooked);
const ask = (role: string, action: string, resource: string) =>
  judge(rightsOf(template, role), { action, resource, context: {} });
const of = (service: string, what: string) => `arn:<AWS::Partition>:${service}:eu-central-1:123456789012:${what}`;
const rungBy = (role: string): string =>
  rightsOf(template, role)
    .filter(({ Action }) => [Action].flat().includes('sqs:SendMessage'))
    .flatMap(({ Resource }) => [Resource].flat().map(flat))
    .join();

describe('the function that has names watched', () => {
  it('is there where nobody watches any more, to tidy up, without a secret, a webhook or an alarm of accounts', () => {
    const rights = JSON.stringify(rightsOf(templateOf(), 'Monitors'));
    expect(rights).toContain('dynamodb:');
    for (const none of ['secretsmanager:', 'ssm:']) expect(rights).not.toContain(none);
    const ids = Object.keys(templateOf().toJSON()['Resources']).filter((id) => id.startsWith('Monitor'));
    expect(ids.filter((id) => !id.startsWith('Monitors'))).toEqual([]);
  });

  it('reads the keys of its accounts, and no other secret', () => {
    const read = 'secretsmanager:GetSecretValue';
    expect(ask('Monitors', read, of('secretsmanager', 'secret:firstlight/uptimerobot-AbCdEf'))).toBe('allowed');
    expect(ask('Monitors', read, of('secretsmanager', 'secret:firstlight/slack-AbCdEf'))).toBe('not allowed');
    expect(ask('Monitors', 'ssm:GetParameter', of('ssm', 'parameter/firstlight/shop'))).toBe('allowed');
    expect(ask('Monitors', 'ssm:GetParameter', of('ssm', 'parameter/firstlight/another'))).toBe('not allowed');
  });

  it.each(['Claims', 'Dns', 'Certificates', 'Monitors', 'Sweep', 'Configuration'])('may be rung by %s', (role) => {
    expect(rungBy(role)).toMatch(/<MonitorsQueue/);
  });

  it('rings those that its news are for, and no other', () => {
    expect(rungBy('Monitors')).toMatch(/<ClaimsQueue\w+\.Arn>,<StatusQueue/);
    expect(rungBy('Monitors')).not.toMatch(/Dns|Certificates/);
  });
});

describe('where providers say that a monitor turned', () => {
  it('is not there where no account has a webhook', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
    expect(JSON.stringify(template.toJSON())).not.toContain('FIRSTLIGHT_WEBHOOK_URL');
  });

  it('takes one path alone, throttled, and keeps nothing of what is sent', () => {
    withWebhook.resourceCountIs('AWS::ApiGatewayV2::Route', 1);
    const path = callPath('{account}');
    withWebhook.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: `POST ${path}` });
    const [stage] = Object.values(withWebhook.findResources('AWS::ApiGatewayV2::Stage'));
    expect(stage?.['Properties']).toMatchObject({
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
      AccessLogSettings: { Format: expect.not.stringMatching(/header|body|authorizer|error\.message/i) },
    });
  });

  it('may note that a monitor is to be looked at, ring for it and read its secret, and nothing else', () => {
    const readable = rightsOf(withWebhook, 'MonitorWebhook').flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .map((action) => `${action} ${[Resource].flat().map(flat).join()}`.replace(/[0-9A-F]{8}(?=[.>])/, '')),
    );
    expect(readable.filter((right) => !right.startsWith('logs:')).sort()).toEqual([
      'dynamodb:GetItem <StorageTable.Arn>',
      'dynamodb:PutItem <StorageTable.Arn>',
      'dynamodb:Query <StorageTable.Arn>',
      'sqs:SendMessage <MonitorsQueue.Arn>',
      `ssm:GetParameter ${of('ssm', 'parameter/hook')}`,
    ]);
  });

  it('is known to who makes the integration', () => {
    const [api = ''] = Object.keys(withWebhook.findResources('AWS::ApiGatewayV2::Api'));
    const variables = Object.values(withWebhook.findResources('AWS::Lambda::Function')).flatMap(
      (one) => one['Properties'].Environment?.Variables?.['FIRSTLIGHT_WEBHOOK_URL'] ?? [],
    );
    const parts = ['https://', { Ref: api }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }];
    expect(variables).toEqual([{ 'Fn::Join': ['', parts] }]);
    expect(
      judge(rightsOf(withWebhook, 'Monitors'), {
        action: 'ssm:GetParameter',
        resource: of('ssm', 'parameter/hook'),
        context: {},
      }),
    ).toBe('allowed');
  });
});

it('has alarms whose pages are in the runbook, and no finding of cdk-nag without its reason', () => {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const anchors = [...runbook.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  const alarms = Object.entries(withWebhook.findResources('AWS::CloudWatch::Alarm')).filter(([id]) =>
    /^Monitor/.test(id),
  );
  expect(alarms.length).toBe(5);
  for (const [, one] of alarms) {
    expect(anchors).toContain(/runbook\.md#(\S+)$/.exec(one['Properties'].AlarmDescription)?.[1]);
  }
  const stack = buildStack(hooked);
  const app = App.of(stack);
  if (!(app instanceof App)) throw new Error('the stack has no app');
  const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
  expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
});
