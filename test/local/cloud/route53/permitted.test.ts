import { describe, expect, it } from 'vitest';
import { a, alias, change, create, openModel, type Requested, record, remove, upsert } from './ask.ts';
import { knownCheck } from './refused.ts';

const weighted = (name: string, id: string, weight = 1) => ({ ...a(name), SetIdentifier: id, Weight: weight });
const albEurope = 'Z215JYRZR1TBD5';
const alb = 'k8s-1.eu-central-1.elb.amazonaws.com.';
const nlbEurope = 'Z3F0SRJ5LGBH90';
const nlb = 'k8s-1.elb.eu-central-1.amazonaws.com.';
const x63 = 'x'.repeat(63);

const permitted: [what: string, given: object[], asked: Requested[]][] = [
  ['DELETE + CREATE of one set', [a('x')], [remove(a('x')), create(a('x', '192.0.2.2'))]],
  [
    'DELETE with the values in another order',
    [record('x', 'A', '192.0.2.1', '192.0.2.2')],
    [remove(record('x', 'A', '192.0.2.2', '192.0.2.1'))],
  ],
  ['DELETE in another spelling of the name', [a('*.x')], [remove({ ...a('x'), Name: '\\052.X.EXAMPLE.com' })]],
  ['DELETE A, then CNAME', [a('x')], [remove(a('x')), create(record('x', 'CNAME', 'y.example.com'))]],
  ['simple to weighted in one batch', [a('x')], [remove(a('x')), create(weighted('x', 'one'))]],
  ['alias to what the batch makes', [], [create(a('y')), create(alias('x', 'Y.example.com', 'Z1'))]],
  ['ALB, also dual-stack', [], [create(alias('x', `dualstack.${alb}`, albEurope)), create(alias('y', alb, albEurope))]],
  ['NLB', [], [create(alias('x', nlb, nlbEurope))]],
  ['NS of the apex changed', [], [upsert(record('@', 'NS', 'ns.example.org'))]],
  ['a star inside a label', [], [create(record('a-*', 'TXT', '"t"')), create(a('b.*'))]],
  ['label of 63 and TTL 0', [], [create({ ...a(x63), TTL: 0 })]],
  ['underscore and punctuation', [], [create(a('_a!b')), create(record('_acme', 'CNAME', '_b.acm-validations.aws.'))]],
  ['TXT with escapes', [], [create(record('x', 'TXT', '"a \\"b\\" \\\\ \\101" "second"', '""'))]],
  [
    'MX, SRV, CAA',
    [],
    [
      create(record('x', 'MX', '10 mail.example.com')),
      create(record('_s._tcp', 'SRV', '1 2 3 y.example.com')),
      create(record('x', 'CAA', '0 issue "amazon.com"')),
    ],
  ],
  ['weights 0 and 255', [], [create(weighted('x', 'none', 0)), create(weighted('x', 'all', 255))]],
  [
    'both failover roles, the secondary unchecked',
    [],
    [
      create({ ...a('x'), SetIdentifier: 'one', Failover: 'PRIMARY', HealthCheckId: knownCheck }),
      create({ ...a('x'), SetIdentifier: 'two', Failover: 'SECONDARY' }),
    ],
  ],
  [
    'a primary alias without a health check',
    [],
    [create({ ...alias('x', alb, albEurope), SetIdentifier: 'one', Failover: 'PRIMARY' })],
  ],
  [
    'continent, country, state, region of Ukraine, default',
    [],
    [
      { ContinentCode: 'NA' },
      { CountryCode: 'US' },
      { CountryCode: 'US', SubdivisionCode: 'WA' },
      { CountryCode: 'UA', SubdivisionCode: '11' },
      { CountryCode: '*' },
    ].map((GeoLocation, at) => create({ ...a('x'), SetIdentifier: `${at}`, GeoLocation })),
  ],
  [
    'region, Local Zone group, point, and the least bias',
    [],
    [
      { AWSRegion: 'eu-west-1', Bias: -99 },
      { LocalZoneGroup: 'us-east-1-bue-1', Bias: 99 },
      { Coordinates: { Latitude: '-90', Longitude: '180.00' } },
    ].map((GeoProximityLocation, at) => create({ ...a('x'), SetIdentifier: `${at}`, GeoProximityLocation })),
  ],
  [
    'a CIDR location, not looked into',
    [],
    [create({ ...a('x'), SetIdentifier: 'one', CidrRoutingConfig: { CollectionId: 'c1', LocationName: '*' } })],
  ],
  [
    'weighted to simple, and from one policy to another, in one batch',
    [weighted('x', 'one'), weighted('y', 'one')],
    [
      remove(weighted('x', 'one')),
      create(a('x')),
      remove(weighted('y', 'one')),
      create({ ...a('y'), SetIdentifier: 'one', Region: 'eu-west-1' }),
    ],
  ],
  ['400 values', [], [create(record('x', 'TXT', ...Array.from({ length: 400 }, (_, at) => `"${at}"`)))]],
  [
    'another TTL for all weighted, one after the other',
    [weighted('x', 'one'), weighted('x', 'two')],
    [upsert({ ...weighted('x', 'one'), TTL: 300 }), upsert({ ...weighted('x', 'two'), TTL: 300 })],
  ],
  [
    'weights under the TTL of one and that of an alias',
    [weighted('x', 'one')],
    [create({ ...alias('x', alb, albEurope), SetIdentifier: 'two', Weight: 1 })],
  ],
  ['one policy for each type', [weighted('x', 'one')], [create(record('x', 'TXT', '"t"'))]],
];

describe('what Route 53 takes', () => {
  it.each(permitted)('%s', (_, given, asked) => {
    const model = openModel({ healthChecks: [knownCheck] });
    for (const set of given) expect(change(model, create(set))).toBe('ok');
    expect(change(model, ...asked)).toBe('ok');
  });
});
