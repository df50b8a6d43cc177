import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerQuestion } from '#local/cloud/dns/answer.ts';
import { inventAddresses } from '#local/cloud/dns/load-balancers.ts';
import { chooseSets } from '#local/cloud/dns/routing.ts';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { a, alias, record } from '../route53/ask.ts';

/** Sets of x.example.com with the addresses 192.0.2.0, 192.0.2.1, … and the identifiers 0, 1, …. */
const sets = (...routes: readonly Partial<ResourceRecordSet>[]): readonly ResourceRecordSet[] =>
  routes.map((route, at) => ({ ...a('x', `192.0.2.${at}`), SetIdentifier: `${at}`, ...route }));
const answered = (records: readonly ResourceRecordSet[], name = 'x.example.com', type = 'A') => {
  const model = new Route53({ zones: [{ id: 'Z1', name: 'example.com', private: false, records }] });
  const source = { view: 'public', zones: model.answeredZones(0), resolveAlias: inventAddresses } as const;
  const { code, answers } = answerQuestion(source, name, type);
  return [code, ...answers.map(({ value }) => value.replace('192.0.2.', ''))].join(' ');
};
const place = (CountryCode: string) => ({ GeoLocation: { CountryCode } });
const range = (LocationName: string) => ({ CidrRoutingConfig: { CollectionId: 'c1', LocationName } });

describe('what answers for routed record sets', () => {
  it.each<[string, readonly Partial<ResourceRecordSet>[], string]>([
    ['the greatest weight', [{ Weight: 1 }, { Weight: 3 }, { Weight: 2 }], 'NOERROR 1'],
    ['never a weight of 0', [{ Weight: 0 }, { Weight: 1 }], 'NOERROR 1'],
    ['one of those that all weigh 0', [{ Weight: 0 }, { Weight: 0 }], 'NOERROR 0'],
    ['the primary', [{ Failover: 'SECONDARY' }, { Failover: 'PRIMARY', HealthCheckId: 'h1' }], 'NOERROR 1'],
    ['the secondary that is alone', [{ Failover: 'SECONDARY' }], 'NOERROR 0'],
    ['the default location', [place('DE'), place('*')], 'NOERROR 1'],
    ['nobody where there is no default location', [place('DE'), place('US')], 'NOERROR'],
    ['the default range', [range('office'), range('*')], 'NOERROR 1'],
    ['nobody where there is no default range', [range('office')], 'NOERROR'],
    [
      'the greatest bias',
      [
        { GeoProximityLocation: { AWSRegion: 'eu-west-1' } },
        { GeoProximityLocation: { AWSRegion: 'us-east-1', Bias: 1 } },
      ],
      'NOERROR 1',
    ],
    ['the first region', [{ Region: 'us-east-1' }, { Region: 'eu-west-1' }], 'NOERROR 0'],
    [
      'eight of nine multivalue sets',
      Array.from({ length: 9 }, () => ({ MultiValueAnswer: true })),
      'NOERROR 0 1 2 3 4 5 6 7',
    ],
  ])('%s', (_, routes, expected) => {
    expect(answered(sets(...routes))).toBe(expected);
  });

  it('leads on through an alias and through a CNAME', () => {
    const routed = sets({ MultiValueAnswer: true }, { MultiValueAnswer: true });
    expect(answered([...routed, alias('y', 'x.example.com', 'Z1')], 'y.example.com')).toBe('NOERROR 0 1');
    const cnames = ['one', 'two'].map((id, Weight) => ({
      ...record('c', 'CNAME', `${id}.example.com`),
      SetIdentifier: id,
      Weight,
    }));
    expect(answered([...cnames, a('two', '192.0.2.2')], 'c.example.com')).toBe('NOERROR two.example.com 2');
  });
});

it('the same sets always give the same answer, from among themselves', () => {
  const weight = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(weight, (weights) => {
      const given = sets(...weights.map((Weight) => ({ Weight })));
      const [chosen, ...more] = chooseSets(given);
      expect([more, chooseSets(given)]).toEqual([[], [chosen]]);
      expect(chosen?.Weight).toBe(Math.max(...weights));
    }),
  );
});
