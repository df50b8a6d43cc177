import { expect, it } from 'vitest';
import { leadsTo } from '../../../shared/domain/leads-to.ts';
import type { Target } from '../../../shared/domain/site.ts';

const dnsName = 'lb-1.eu-central-1.elb.amazonaws.com';
const alias = (name: string): Target => ({
  kind: 'alias',
  alias: { dnsName: name, hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true },
  dualStack: false,
});

it.each<[string, Target | undefined, boolean]>([
  ['an alias', alias(dnsName), true],
  ['an alias in other letters, to all addresses', alias(`dualstack.${dnsName.toUpperCase()}`), true],
  ['a CNAME', { kind: 'name', name: `dualstack.${dnsName}` }, true],
  ['an alias to another one', alias(`x${dnsName}`), false],
  ['a CNAME to another one', { kind: 'name', name: 'other.example.net' }, false],
  ['addresses', { kind: 'addresses', addresses: ['192.0.2.1'] }, false],
  ['nothing known', undefined, false],
])('%s', (_what, target, leads) => {
  expect(leadsTo(target, dnsName)).toBe(leads);
});
