import { describe, expect, it } from 'vitest';
import { a, alias, bodyOf, change, create, openModel, outcomeOf, post, record } from './ask.ts';

const albEurope = 'Z215JYRZR1TBD5';
const alb = 'k8s-1.eu-central-1.elb.amazonaws.com.';
const inside = (text: string) => ({ code: 'InvalidInput', messages: [expect.stringContaining(text)] });
const wrongForm: [rule: string, asked: object, message: string][] = [
  [
    'alias with TTL',
    { ...alias('x', alb, albEurope), TTL: 60 },
    'found more than one in Change with [Action=CREATE, Name=x.example.com., Type=A, SetIdentifier=null]',
  ],
  ['alias with values', { ...alias('x', alb, albEurope), ...a('x') }, 'but found more than one in Change'],
  ['neither alias nor values', { Name: 'x.example.com', Type: 'A' }, 'but found none in Change'],
  ['no TTL', { ...a('x'), TTL: undefined }, 'but found none in Change'],
  ['no values', { ...a('x'), ResourceRecords: [] }, 'but found none in Change'],
  [
    'alias without its zone',
    { Name: 'x.example.com', Type: 'A', AliasTarget: { DNSName: alb, EvaluateTargetHealth: false } },
    'HostedZoneId',
  ],
  [
    'alias without target health',
    { Name: 'x.example.com', Type: 'A', AliasTarget: { DNSName: alb, HostedZoneId: albEurope } },
    'EvaluateTargetHealth',
  ],
  ['TTL below 0', { ...a('x'), TTL: -1 }, 'Invalid TTL -1'],
  ['TTL over 2147483647', { ...a('x'), TTL: 2_147_483_648 }, 'Invalid TTL 2147483648'],
  ['TTL that is no number', { ...a('x'), TTL: '5m' }, 'TTL'],
  ['unknown type', { ...a('x'), Type: 'AXFR' }, 'Type'],
  ['unknown field', { ...a('x'), Ttl: 60 }, 'Ttl'],
  ['value over 4000', record('x', 'TXT', `"${'t'.repeat(4000)}"`), 'Value'],
];

describe('what Route 53 refuses for its form', () => {
  it.each(wrongForm)('%s', (_, set, message) => {
    const model = openModel();
    expect(change(model, create(a('innocent')), create(set))).toEqual(inside(message));
    expect(model.recordSets('Z1')).toHaveLength(2);
  });

  it('a health check that does not exist', () => {
    const set = { ...a('x'), HealthCheckId: 'h1' };
    expect(change(openModel(), create(set))).toMatchObject({ code: 'NoSuchHealthCheck' });
    expect(change(openModel({ healthChecks: ['h1'] }), create(set))).toBe('ok');
  });

  it('CloudFront in a private zone', () => {
    const target = { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'd1.cloudfront.net', EvaluateTargetHealth: false };
    const body = bodyOf([create({ Name: 'x.example.com', Type: 'A', AliasTarget: target })]);
    expect(outcomeOf(post(openModel(), body))).toBe('ok');
    expect(outcomeOf(post(openModel(), body, 0, 'Z2'))).toMatchObject({ code: 'InvalidChangeBatch' });
  });
});
