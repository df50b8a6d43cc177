import { describe, it } from 'vitest';
import { a, alias, create, record, upsert } from './ask.ts';
import { expectRefused, knownCheck, type RefusedCase } from './refused.ts';

const weighted = (name: string, id: string, weight = 1) => ({ ...a(name), SetIdentifier: id, Weight: weight });
const located = (id: string, GeoLocation: object) => ({ ...a('x'), SetIdentifier: id, GeoLocation });
const placed = (id: string, GeoProximityLocation: object) => ({ ...a('x'), SetIdentifier: id, GeoProximityLocation });
const ranged = (id: string, LocationName: string) => ({
  ...a('x'),
  SetIdentifier: id,
  CidrRoutingConfig: { CollectionId: 'c1', LocationName },
});
/** The same route under the identifiers one and two. */
const twice = (what: string, route: string, policy: string, sets: readonly [one: object, two: object]): RefusedCase => [
  what,
  [sets[0]],
  [create(sets[1])],
  [
    `RRSet with DNS name x.example.com., type A, SetIdentifier two, and ${route} cannot be created because a ${policy} RRSet with the same name, type and route already exists.`,
  ],
];
const unchecked = ['A non-alias primary ResourceRecordSet must have an associated health check. No changes made.'];

const refused: RefusedCase[] = [
  [
    'simple beside weighted',
    [weighted('x', 'one')],
    [create(a('x'))],
    ['RRSet with DNS name x.example.com., type A cannot be created as other RRSets exist with the same name and type.'],
  ],
  [
    'weighted beside simple',
    [a('x')],
    [create(weighted('x', 'one'))],
    [
      'RRSet with DNS name x.example.com., type A, SetIdentifier one cannot be created as a non-weighted set exists with the same name and type.',
    ],
  ],
  [
    'weighted beside latency',
    [{ ...a('x'), SetIdentifier: 'one', Region: 'eu-west-1' }],
    [create(weighted('x', 'two'))],
    [
      'RRSet with DNS name x.example.com., type A, SetIdentifier two cannot be created as a non-weighted set exists with the same name and type.',
    ],
  ],
  [
    'policy changed by UPSERT',
    [weighted('x', 'one')],
    [upsert({ ...a('x'), SetIdentifier: 'one', Region: 'eu-west-1' })],
    [
      'RRSet with DNS name x.example.com., type A, SetIdentifier one cannot be created as a non-latency set exists with the same name and type.',
    ],
  ],
  [
    'one region twice',
    [{ ...a('x'), SetIdentifier: 'one', Region: 'eu-west-1' }],
    [create({ ...a('x'), SetIdentifier: 'two', Region: 'eu-west-1' })],
    [
      'RRSet with DNS name x.example.com., type A, SetIdentifier two, and Region Name=eu-west-1 cannot be created because a latency RRSet with the same name, type and route already exists.',
    ],
  ],
  [
    'two primaries',
    [{ ...a('x'), SetIdentifier: 'one', Failover: 'PRIMARY', HealthCheckId: knownCheck }],
    [create({ ...a('x'), SetIdentifier: 'two', Failover: 'PRIMARY', HealthCheckId: knownCheck })],
    [
      'RRSet with DNS name x.example.com., type A, SetIdentifier two, and Failover=PRIMARY cannot be created because a failover RRSet with the same name, type and route already exists.',
    ],
  ],
  [
    '101 weighted',
    Array.from({ length: 100 }, (_, at) => weighted('x', `${at}`)),
    [create(weighted('x', 'last'))],
    ['Exceeded limit on number of weighted RRSets for x.example.com., type A in this zone.'],
  ],
  twice('one location twice', 'GeoLocation=/DE/', 'geolocation', [
    located('one', { CountryCode: 'DE' }),
    located('two', { CountryCode: 'DE' }),
  ]),
  twice('two defaults', 'GeoLocation=/*/', 'geolocation', [
    located('one', { CountryCode: '*' }),
    located('two', { CountryCode: '*' }),
  ]),
  twice('one place twice, whatever the bias', 'GeoProximityLocation=eu-west-1', 'geoproximity', [
    placed('one', { AWSRegion: 'eu-west-1', Bias: 10 }),
    placed('two', { AWSRegion: 'eu-west-1' }),
  ]),
  twice('one point twice in two spellings', 'GeoProximityLocation=52.5/13.4', 'geoproximity', [
    placed('one', { Coordinates: { Latitude: '52.50', Longitude: '+13.4' } }),
    placed('two', { Coordinates: { Latitude: '52.5', Longitude: '13.40' } }),
  ]),
  twice('one CIDR location twice', 'CidrRoutingConfig=c1/office', 'CIDR', [
    ranged('one', 'office'),
    ranged('two', 'office'),
  ]),
  ['primary without a health check', [], [create({ ...a('x'), SetIdentifier: 'one', Failover: 'PRIMARY' })], unchecked],
  [
    'primary TXT without a health check',
    [],
    [create({ ...record('x', 'TXT', '"t"'), SetIdentifier: 'one', Failover: 'PRIMARY' })],
    unchecked,
  ],
  [
    'weighted under two TTLs',
    [weighted('x', 'one')],
    [create({ ...weighted('x', 'two'), TTL: 300 })],
    ['RRSets with DNS name x.example.com., type A are weighted and must have the same TTL, but have 60, 300.'],
  ],
  [
    'simple UPSERT where weighted stands',
    [weighted('x', 'one')],
    [upsert(alias('x', 'k8s-1.eu-central-1.elb.amazonaws.com.', 'Z215JYRZR1TBD5'))],
    ['RRSet with DNS name x.example.com., type A cannot be created as other RRSets exist with the same name and type.'],
  ],
];

describe('Route 53 refuses: what routes one name', () => {
  it.each(refused)('%s', (_, given, asked, messages) => expectRefused(given, asked, messages));
});
