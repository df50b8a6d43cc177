import { describe, expect, it } from 'vitest';
import type { EdgeInput } from '#shared/configuration/define.ts';
import { checked, edge } from './edges/edges.ts';
import { flat, judge } from './iam.ts';
import { rightsOf } from './policies.ts';
import { templateOf } from './stack.ts';

const template = templateOf();

describe('ACM and Elastic Load Balancing', () => {
  const ask = (action: string, resource: string, context: Record<string, string | readonly string[]>) =>
    judge(rightsOf(template, 'Certificates'), { action, resource, context });
  const request = (names: readonly string[], more: Record<string, string> = {}) =>
    ask('acm:RequestCertificate', '*', {
      'aws:RequestTag/firstlight:installation': '123456789012/eu-central-1',
      'acm:ValidationMethod': 'DNS',
      'acm:DomainNames': names,
      ...more,
    });
  const one = 'arn:<AWS::Partition>:acm:eu-central-1:123456789012:certificate/1';

  it('lets certificates be requested for the domains of edges, by DNS and with our tag', () => {
    expect(request(['example.com', '*.example.com'])).toBe('allowed');
    expect(request(['a.b.example.com'])).toBe('allowed');
    expect(request(['www.example.net'])).toBe('not allowed');
    expect(request(['example.com', 'www.example.net'])).toBe('not allowed');
    expect(request(['example.com'], { 'acm:ValidationMethod': 'EMAIL' })).toBe('not allowed');
    expect(request(['example.com'], { 'aws:RequestTag/firstlight:installation': 'another' })).toBe('not allowed');
  });

  it('lets certificates be tagged as ours, and in no other way', () => {
    const tagging = (...tags: readonly string[]) =>
      ask('acm:AddTagsToCertificate', one, {
        'aws:RequestTag/firstlight:installation': '123456789012/eu-central-1',
        'aws:TagKeys': ['firstlight:installation', ...tags],
      });
    expect(tagging('firstlight:namespace')).toBe('allowed');
    expect(tagging('team')).toBe('not allowed');
    expect(ask('acm:AddTagsToCertificate', one, { 'aws:TagKeys': ['firstlight:namespace'] })).toBe('not allowed');
  });

  it('lets only certificates with our tag be deleted', () => {
    const tag = 'aws:ResourceTag/firstlight:installation';
    expect(ask('acm:DeleteCertificate', one, { [tag]: '123456789012/eu-central-1' })).toBe('allowed');
    expect(ask('acm:DeleteCertificate', one, {})).toBe('not allowed');
  });

  it('lets the lists of listeners be changed that carry the tags of an edge, as those that we make do', () => {
    const add = (tags: Record<string, string>, kind = 'app') => {
      const resource = `arn:<AWS::Partition>:elasticloadbalancing:eu-central-1:123456789012:listener/${kind}/a/1/2`;
      return ask('elasticloadbalancing:AddListenerCertificates', resource, tags);
    };
    const tags = {
      'aws:ResourceTag/firstlight:installation': '123456789012/eu-central-1',
      'aws:ResourceTag/firstlight:edge': 'public',
    };
    expect(add(tags)).toBe('allowed');
    expect(add(tags, 'net')).toBe('not allowed');
    expect(add({ ...tags, 'aws:ResourceTag/firstlight:edge': 'another' })).toBe('not allowed');
    expect(add({ ...tags, 'aws:ResourceTag/firstlight:installation': 'another' })).toBe('not allowed');
    expect(add({})).toBe('not allowed');
  });

  const arn = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/web/01';
  const kind = (name: string) =>
    `arn:<AWS::Partition>:elasticloadbalancing:eu-central-1:123456789012:listener/${name}/*`;
  it.each<[string, object, readonly string[]]>([
    ['by ARN: its own', { use: { arn } }, [`${arn.replace('loadbalancer', 'listener')}/*`]],
    ['by tags of others: any of the region', { use: { tags: { team: 'web' } } }, [kind('app'), kind('net')]],
  ])('of a load balancer that is named %s', (_, loadBalancer, resources) => {
    const of = templateOf(checked([{ ...edge(), loadBalancer } as EdgeInput], { mode: 'sync' }));
    const statement = rightsOf(of, 'Certificates').find(({ Action }) => [Action].flat().join().includes('AddListener'));
    expect(statement).not.toHaveProperty('Condition');
    expect([statement?.Resource].flat().map(flat)).toEqual(resources);
  });
});
