import { describe, expect, it } from 'vitest';
import type { Policy } from '#shared/domain/policy.ts';
import { type PolicySubject, policyOf } from '#shared/domain/policy-of.ts';
import { settings } from './settings.ts';

const site: PolicySubject = { host: 'app.example.com', edge: 'public' };
const ruled = (...rules: readonly [pattern: string, policy?: Policy][]) => ({
  hosts: {
    default: 'allow' as const,
    rules: rules.map(([pattern, policy]) => ({
      hosts: ['other.example.org', pattern],
      namespaces: ['*'],
      ...(policy === undefined ? {} : { policy }),
    })),
  },
});
const of = (configuration: ReturnType<typeof settings>, subject = site) =>
  policyOf(configuration, configuration.zones[0], subject);

describe('the policy of a site', () => {
  it.each<[string, Parameters<typeof settings>[0], Policy]>([
    ['nobody restricts', {}, 'sync'],
    ['the installation', { mode: 'upsert-only' }, 'upsert-only'],
    ['the zone', { zone: 'create-only' }, 'create-only'],
    ['the edge', { edge: 'observe' }, 'observe'],
    ['a host rule', ruled(['app.*.com', 'create-only']), 'create-only'],
    [
      'of several host rules the most cautious',
      ruled(['**', 'upsert-only'], ['app.*.com', 'create-only']),
      'create-only',
    ],
    ['a host rule without a policy does not', ruled(['app.*.com']), 'sync'],
    ['a host rule of other hosts does not', ruled(['shop.*.com', 'observe']), 'sync'],
    ['the most cautious of all', { mode: 'upsert-only', zone: 'create-only', edge: 'sync' }, 'create-only'],
  ])('%s', (_name, over, policy) => {
    expect(of(settings(over))).toBe(policy);
  });

  it('is to observe without its zone', () => {
    expect(policyOf(settings(), undefined, site)).toBe('observe');
  });

  it.each<[string, Partial<PolicySubject>, Policy]>([
    ['unknown', { edge: 'gone' }, 'observe'],
    ['unknown, whatever it was last', { edge: 'gone', edgePolicy: 'sync' }, 'observe'],
    ['gone with the site leaving', { edge: 'gone', leaving: true }, 'sync'],
    [
      'gone with the site leaving: what it was last',
      { edge: 'gone', leaving: true, edgePolicy: 'upsert-only' },
      'upsert-only',
    ],
    ['configured: what it is, not what it was', { edgePolicy: 'observe', leaving: true }, 'create-only'],
    ['none: a Service of its own address', { edge: '' }, 'sync'],
  ])('with an edge that is %s', (_name, over, policy) => {
    expect(of(settings({ edge: 'create-only' }), { ...site, ...over })).toBe(policy);
  });
});
