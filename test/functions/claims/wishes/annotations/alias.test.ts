import { describe, expect, it } from 'vitest';
import type { Target } from '../../../../../shared/domain/site.ts';
import { ask, note, targetOf } from '../asking.ts';

const elb = 'dualstack.lb-1.eu-central-1.elb.amazonaws.com';
const elbAlias = { dnsName: elb, hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true };
const old = 'external-dns.alpha.kubernetes.io/';

describe('how a name is written that records lead to', () => {
  it.each<[string, Record<string, string>, Target]>([
    ['an alias by itself', {}, { kind: 'alias', alias: elbAlias, dualStack: true }],
    ['an A alone', { 'firstlight.dev/alias': 'A' }, { kind: 'alias', alias: elbAlias, dualStack: false }],
    ['a CNAME', { 'firstlight.dev/alias': 'false' }, { kind: 'name', name: elb }],
    ['as external-dns does', { [`${old}alias`]: 'false' }, { kind: 'alias', alias: elbAlias, dualStack: true }],
    [
      'in another zone',
      { [`${old}aws-target-hosted-zone`]: '/hostedzone/Z0NEW' },
      { kind: 'alias', alias: { ...elbAlias, hostedZoneId: 'Z0NEW' }, dualStack: true },
    ],
  ])('a load balancer: %s', (_name, annotations, target) => {
    expect(targetOf(note({ 'firstlight.dev/target': elb, ...annotations }))).toEqual(target);
  });

  const inZone = (hostedZoneId: string, dnsName: string): Target => ({
    kind: 'alias',
    alias: { dnsName, hostedZoneId, evaluateTargetHealth: true },
    dualStack: false,
  });

  it.each<[string, string, Record<string, string>, Target]>([
    ['a CNAME by itself', 'www.example.com', {}, { kind: 'name', name: 'www.example.com' }],
    ['in its own zone', 'www.example.com', { [`${old}alias`]: 'true' }, inZone('Z1', 'www.example.com')],
    [
      'in its own zone, said twice',
      'www.example.com',
      { [`${old}alias`]: 'true', [`${old}aws-target-hosted-zone`]: 'same-zone' },
      inZone('Z1', 'www.example.com'),
    ],
    [
      'in the zone that is named',
      'vpce-1.vpce-svc-1.eu-west-1.vpce.amazonaws.com',
      { [`${old}alias`]: 'true', [`${old}aws-target-hosted-zone`]: 'Z38GZ743OKFT7T' },
      inZone('Z38GZ743OKFT7T', 'vpce-1.vpce-svc-1.eu-west-1.vpce.amazonaws.com'),
    ],
    [
      'in the private zone of a private edge',
      'www.example.com',
      { 'firstlight.dev/alias': 'true', 'firstlight.dev/edge': 'private' },
      inZone('Z2', 'www.example.com'),
    ],
  ])('another name: %s', (_name, name, annotations, target) => {
    expect(targetOf(note({ 'firstlight.dev/target': name, ...annotations }))).toEqual(target);
  });

  it.each<[string, Record<string, string>]>([
    ['to itself', { 'firstlight.dev/target': 'app.example.com', 'firstlight.dev/alias': 'true' }],
    ["to the edge's addresses", { 'firstlight.dev/alias': 'true' }],
  ])('is no alias: %s', (_name, annotations) => {
    const result = ask(note(annotations));
    expect(result).toMatchObject({ wishes: [], kept: ['app.example.com'], skipped: [{ reason: 'InvalidTarget' }] });
  });

  it('is no CNAME at the apex, however it is asked for', () => {
    const asked = { 'firstlight.dev/target': elb, 'firstlight.dev/alias': 'false' };
    const result = ask(note(asked, ['example.com']));
    expect(result).toMatchObject({ wishes: [], skipped: [{ message: expect.stringContaining('is the apex') }] });
  });

  it('holds 400 addresses of each kind', () => {
    const four = Array.from({ length: 400 }, (_, index) => `198.51.${index >> 8}.${index & 255}`);
    const six = four.map((_, index) => `2001:db8::${index.toString(16)}`);
    const target = targetOf(note({ 'firstlight.dev/target': [...four, ...six].join(',') }));
    expect(target?.kind === 'addresses' && target.addresses.length).toBe(800);
  });
});
