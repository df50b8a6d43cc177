import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { checked, edge } from '../edges/edges.ts';
import { flat, judge, type Statement } from '../iam.ts';
import { rightsOf } from '../policies.ts';
import { templateOf as hubTemplate } from '../stack.ts';
import { far, roleArn, stacksOf, templateOf } from './elsewhere.ts';

const name = 'FirstlightAccess-210987654321';
const zones = [
  { name: 'example.com', id: 'Z0PUBLIC', view: 'public' as const, roleArn, externalId: 'secret' },
  { name: 'example.org', id: 'Z0OTHER', view: 'public' as const },
];
const configuration = checked([edge(), far], { zones, mode: 'sync' });

const readable = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ Action, Resource, Condition }) =>
    [Action]
      .flat()
      .flatMap((action) => [Resource].flat().map((one) => `${action} ${flat(one)} ${JSON.stringify(Condition ?? {})}`)),
  );
/** Whichever of the two accounts it speaks of. */
const anyAccount = (rights: readonly string[]) =>
  [...new Set(rights.map((right) => right.replaceAll(/:(123456789012|210987654321):/g, ':ACCOUNT:')))].sort();

describe('a role of another account', () => {
  const template = templateOf(configuration, name);
  const rolesOfHub = Object.keys(hubTemplate(configuration).findResources('AWS::IAM::Role'));
  const [role] = Object.values(template.findResources('AWS::IAM::Role'));
  const trust: readonly Statement[] = role?.['Properties'].AssumeRolePolicyDocument.Statement;

  it('is the one that the configuration names', () => {
    expect(role?.['Properties']).toMatchObject({ RoleName: 'firstlight', Path: '/teams/' });
    expect(stacksOf(configuration).get(name)).toMatchObject({ account: '210987654321', region: 'eu-central-1' });
  });

  it('may do what the functions of the hub do for a zone and an edge of their own account, and no more', () => {
    const { roleArn: _role, externalId: _id, ...own } = far;
    const ownZones = zones.map(({ name: zone, id, view }) => ({ name: zone, id, view }));
    const hub = hubTemplate(checked([own], { zones: ownZones, mode: 'sync' }));
    const needed = ['Dns', 'Certificates', 'ConfigurationEntry']
      .flatMap((one) => readable(rightsOf(hub, one)))
      .filter((right) => /^(acm|elasticloadbalancing|route53):/.test(right) && !right.includes('Z0OTHER'));
    const given = readable(rightsOf(template, 'firstlight'));
    expect(anyAccount(given)).toEqual(anyAccount(needed));
  });

  it.each([
    ['Dns', 'allowed'],
    ['Certificates', 'allowed'],
    ['Configuration', 'allowed'],
    ['Claims', 'not allowed'],
    ['Status', 'not allowed'],
  ])('is taken by the function %s: %s', (capability, outcome) => {
    const found = rolesOfHub.find((id) => id.startsWith(`${capability}EntryRole`));
    const take = (more: object = {}) =>
      judge(
        trust.map((one) => ({ ...one, Resource: '*' })),
        {
          action: 'sts:AssumeRole',
          resource: '*',
          context: {
            'aws:PrincipalArn': `arn:<AWS::Partition>:iam::123456789012:role/Firstlight-${found}-1ABCDEFGHIJKL`,
            'sts:ExternalId': 'secret',
            ...more,
          },
        },
      );
    expect(take()).toBe(outcome);
    expect(take({ 'sts:ExternalId': 'guessed' })).toBe('not allowed');
    expect(take({ 'aws:PrincipalArn': 'arn:<AWS::Partition>:iam::123456789012:role/admin' })).toBe('not allowed');
    expect(trust.map(({ Principal }) => Principal)).toEqual([
      { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::123456789012:root']] } },
    ]);
  });

  it('is not trusted to functions that it is no good for', () => {
    const ofEdge = templateOf(checked([far]), name);
    const [only] = Object.values(ofEdge.findResources('AWS::IAM::Role'));
    expect(JSON.stringify(only?.['Properties'].AssumeRolePolicyDocument)).not.toContain('DnsEntryRole');
  });

  it('has no finding of cdk-nag that is not acknowledged with its reason', () => {
    for (const stack of stacksOf(configuration).values()) {
      const app = App.of(stack);
      if (!(app instanceof App)) throw new Error('the stack has no app');
      const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
      expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
    }
  });

  it('has one external id', () => {
    const another = { ...far, name: 'third', region: 'us-west-2', classes: ['third'], externalId: 'different' };
    expect(() => stacksOf(checked([far, another]))).toThrow(/several values of externalId/);
  });
});
