import { describe, expect, it } from 'vitest';
import { a, alias, change, create, openModel, record } from './ask.ts';

const weighted = (name: string, id: string, weight = 1) => ({ ...a(name), SetIdentifier: id, Weight: weight });
const albEurope = 'Z215JYRZR1TBD5';
const alb = 'k8s-1.eu-central-1.elb.amazonaws.com.';
const located = (GeoLocation: object) => ({ ...a('x'), SetIdentifier: 'one', GeoLocation });
const placed = (GeoProximityLocation: object) => ({ ...a('x'), SetIdentifier: 'one', GeoProximityLocation });
const point = (Latitude: string, Longitude: string) => placed({ Coordinates: { Latitude, Longitude } });
const routed = (fields: object) => ({ ...a('x'), SetIdentifier: 'one', ...fields });

const wrongRouting: [rule: string, asked: object, message: string][] = [
  ['weight over 255', weighted('x', 'one', 256), 'Invalid Weight 256'],
  ['weight below 0', weighted('x', 'one', -1), 'Invalid Weight -1'],
  ['a region that is none', { ...a('x'), SetIdentifier: 'one', Region: 'mars-1' }, 'Invalid Region mars-1'],
  ['policy without identifier', { ...a('x'), Weight: 1 }, "Missing field 'SetIdentifier' in Change"],
  [
    'identifier without policy',
    { ...a('x'), SetIdentifier: 'one' },
    'Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer], but found none',
  ],
  ['two policies', { ...weighted('x', 'one'), Region: 'eu-west-1' }, 'but found more than one'],
  ['empty identifier', weighted('x', ''), 'SetIdentifier'],
  ['identifier of 129', weighted('x', 'i'.repeat(129)), 'SetIdentifier'],
  [
    'multivalue alias',
    { ...alias('x', alb, albEurope), SetIdentifier: 'one', MultiValueAnswer: true },
    'MultiValueAnswer with an alias',
  ],
  [
    'multivalue CNAME',
    { ...record('x', 'CNAME', 'y.example.com'), SetIdentifier: 'one', MultiValueAnswer: true },
    'RRSet of type CNAME cannot have the routing policy multivalue answer',
  ],
  [
    'weighted NS',
    { ...record('x', 'NS', 'ns.example.org'), SetIdentifier: 'one', Weight: 1 },
    'RRSet of type NS cannot have the routing policy weighted',
  ],
  ['multivalue that is false', routed({ MultiValueAnswer: false }), 'MultiValueAnswer must be true'],
  ['a weight that is no number', routed({ Weight: '1.5' }), 'Weight'],
  ['a failover role that is none', routed({ Failover: 'TERTIARY' }), 'Failover'],
  [
    'a failover alias that ignores its target',
    {
      ...alias('x', alb, albEurope),
      AliasTarget: { HostedZoneId: albEurope, DNSName: alb, EvaluateTargetHealth: false },
      SetIdentifier: 'one',
      Failover: 'SECONDARY',
    },
    'EvaluateTargetHealth must be true in an alias with Failover SECONDARY',
  ],
  ['no location', located({}), 'GeoLocation'],
  ['a continent that is none', located({ ContinentCode: 'XX' }), 'Invalid ContinentCode XX'],
  ['continent and country', located({ ContinentCode: 'EU', CountryCode: 'DE' }), 'ContinentCode with CountryCode'],
  ['continent and state', located({ ContinentCode: 'NA', SubdivisionCode: 'WA' }), 'ContinentCode with CountryCode'],
  ['a country that is none', located({ CountryCode: 'XX' }), 'Invalid CountryCode XX'],
  ['a country in lower case', located({ CountryCode: 'de' }), 'Invalid CountryCode de'],
  ['a country that is not supported', located({ CountryCode: 'EH' }), 'Invalid CountryCode EH'],
  ['a state without its country', located({ SubdivisionCode: 'WA' }), 'SubdivisionCode without CountryCode'],
  ['a state of the default', located({ CountryCode: '*', SubdivisionCode: 'WA' }), 'Invalid SubdivisionCode WA'],
  ['a state elsewhere', located({ CountryCode: 'DE', SubdivisionCode: 'BY' }), 'Invalid SubdivisionCode BY'],
  ['a state that is none', located({ CountryCode: 'US', SubdivisionCode: 'XX' }), 'Invalid SubdivisionCode XX'],
  ['a continent as a word', located({ ContinentCode: 'Default' }), 'ContinentCode'],
  ['no place', placed({ Bias: 1 }), 'but found none'],
  ['two places', placed({ AWSRegion: 'eu-west-1', LocalZoneGroup: 'us-east-1-bue-1' }), 'but found more than one'],
  ['bias over 99', placed({ AWSRegion: 'eu-west-1', Bias: 100 }), 'Invalid Bias 100'],
  ['bias below -99', placed({ AWSRegion: 'eu-west-1', Bias: -100 }), 'Invalid Bias -100'],
  ['a place in no region', placed({ AWSRegion: 'mars-1' }), 'Invalid AWSRegion mars-1'],
  ['a Local Zone in place of its group', placed({ LocalZoneGroup: 'us-east-1-bue-1a' }), 'Invalid LocalZoneGroup'],
  ['three decimals', point('40.712', '-74.00'), 'Invalid Latitude 40.712'],
  ['a latitude over 90', point('90.01', '0'), 'Invalid Latitude 90.01'],
  ['a longitude below -180', point('0', '-180.01'), 'Invalid Longitude -180.01'],
  ['a longitude that is no number', point('0', 'west'), 'Invalid Longitude west'],
  ['one coordinate', placed({ Coordinates: { Latitude: '1' } }), 'Longitude'],
];

describe('Route 53 refuses: the form of a routing policy', () => {
  it.each(wrongRouting)('%s', (_, set, message) => {
    const model = openModel();
    const inside = { code: 'InvalidInput', messages: [expect.stringContaining(message)] };
    expect(change(model, create(a('innocent')), create(set))).toEqual(inside);
    expect(model.recordSets('Z1')).toHaveLength(2);
  });
});
