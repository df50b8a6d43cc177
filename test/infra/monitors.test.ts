import { describe, expect, it } from 'vitest';
import { flat, judge } from './iam.ts';
import { rightsOf } from './policies.ts';
import { exampleWith, templateOf } from './stack.ts';

const accounts = [
  { name: 'main', provider: 'uptimerobot', apiKey: { secretsManager: 'firstlight/uptimerobot', field: 'key' } },
  { name: 'shop', provider: 'uptimerobot', apiKey: { ssm: '/firstlight/shop' } },
];
const template = templateOf(exampleWith({ monitors: { accounts } }));
const ask = (role: string, action: string, resource: string) =>
  judge(rightsOf(template, role), { action, resource, context: {} });
const of = (service: string, what: string) => `arn:<AWS::Partition>:${service}:eu-central-1:123456789012:${what}`;
const rungBy = (role: string): string =>
  rightsOf(template, role)
    .filter(({ Action }) => [Action].flat().includes('sqs:SendMessage'))
    .flatMap(({ Resource }) => [Resource].flat().map(flat))
    .join();

describe('the function that has names watched', () => {
  it('is not there where nobody is to watch', () => {
    expect(Object.keys(templateOf().toJSON()['Resources']).filter((id) => id.startsWith('Monitor'))).toEqual([]);
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
