import { describe, expect, it } from 'vitest';
import { Route53 } from '#local/cloud/route53/route53.ts';
import {
  a,
  alias,
  bodyOf,
  change,
  create,
  get,
  openModel,
  outcomeOf,
  post,
  record,
  remove,
  upsert,
  zones,
} from './ask.ts';

const many = (count: number) => Array.from({ length: count }, (_, at) => a(`n${at}`));
const values = (count: number) => [
  { code: 'InvalidChangeBatch', messages: [`Number of records limit of ${count} exceeded.`] },
];
const characters = { code: 'InvalidChangeBatch', messages: ['RDATA character limit of 32000 exceeded.'] };
describe('the size of a batch', () => {
  it('takes 1,000 values and refuses 1,001', () => {
    expect(change(openModel(), ...many(1000).map(create))).toBe('ok');
    expect([change(openModel(), ...many(1001).map(create))]).toEqual(values(1000));
  });

  it('counts an UPSERT twice, new or not', () => {
    expect(change(openModel(), ...many(500).map(upsert))).toBe('ok');
    expect([change(openModel(), ...many(501).map(upsert))]).toEqual(values(1000));
  });

  it('counts values, not record sets, and those of a DELETE too', () => {
    const both = (name: string) => record(name, 'A', '192.0.2.1', '192.0.2.2');
    const model = openModel();
    const sets = Array.from({ length: 251 }, (_, at) => both(`n${at}`));
    expect(change(model, ...sets.map(create))).toBe('ok');
    expect([change(model, ...sets.flatMap((set) => [remove(set), create(set)]))]).toEqual(values(1000));
  });

  it('counts an alias as one', () => {
    const target = ['k8s.eu-central-1.elb.amazonaws.com.', 'Z215JYRZR1TBD5'] as const;
    const aliases = Array.from({ length: 1001 }, (_, at) => alias(`n${at}`, ...target));
    expect(change(openModel(), ...aliases.slice(0, 1000).map(create))).toBe('ok');
    expect([change(openModel(), ...aliases.map(create))]).toEqual(values(1000));
  });

  it('takes 32,000 characters of values and refuses one more', () => {
    const eight = Array.from({ length: 8 }, (_, at) => record(`t${at}`, 'TXT', exactly(4000)));
    expect(change(openModel(), ...eight.map(create))).toBe('ok');
    expect(change(openModel(), ...eight.map(create), create(record('more', 'TXT', '"')))).toEqual(characters);
  });

  it('counts the characters of an UPSERT twice', () => {
    const sets = Array.from({ length: 5 }, (_, at) => record(`t${at}`, 'TXT', exactly(4000)));
    expect(change(openModel(), ...sets.slice(0, 4).map(upsert))).toBe('ok');
    expect(change(openModel(), ...sets.map(upsert))).toEqual(characters);
  });

  /** A TXT value of so many characters: strings of 250 with quotes and spaces between them. */
  function exactly(length: number): string {
    const strings = Array.from({ length: 15 }, () => `"${'t'.repeat(250)}"`).join(' ');
    return `${strings} "${'t'.repeat(length - strings.length - 3)}"`;
  }
});

describe('the size of a zone', () => {
  it('refuses the record set over the limit, also where the batch makes room first', () => {
    const model = openModel({ limits: { recordsPerZone: 3 } });
    expect(change(model, create(a('one')))).toBe('ok');
    expect(change(model, create(a('two')))).toEqual({
      code: 'InvalidChangeBatch',
      messages: ['Exceeded limit MAX_RRSETS_BY_ZONE for zone: Z1'],
    });
    expect(change(model, upsert(a('one', '192.0.2.9')))).toBe('ok');
    expect(change(model, remove(a('one', '192.0.2.9')), create(a('two')))).toBe('ok');
  });
});

describe('the limits of a zone', () => {
  const limitOf = (type: string, zone: string) => get(openModel(), `hostedzonelimit/${zone}/${type}`);

  it('are told with what is used of them', () => {
    const { body } = limitOf('MAX_RRSETS_BY_ZONE', 'Z1');
    expect(body).toContain('<Limit><Type>MAX_RRSETS_BY_ZONE</Type><Value>10000</Value></Limit><Count>2</Count>');
    expect(limitOf('MAX_VPCS_ASSOCIATED_BY_ZONE', 'Z2').body).toContain('<Count>1</Count>');
  });

  it.each([
    ['MAX_RRSETS_BY_ZONE', 'Z404', 'NoSuchHostedZone'],
    ['MAX_VPCS_ASSOCIATED_BY_ZONE', 'Z1', 'HostedZoneNotPrivate'],
    ['MAX_ZONES', 'Z1', 'InvalidInput'],
  ])('%s of %s is refused with %s', (type, zone, code) => {
    expect(outcomeOf(limitOf(type, zone))).toMatchObject({ code });
  });
});

describe('the request buckets', () => {
  const listZones = (model: Route53, nowMs: number) => outcomeOf(get(model, 'hostedzone', {}, nowMs));
  const throttled = { code: 'Throttling', messages: ['Rate exceeded'] };

  it('let 50 through at once, then 10 a second', () => {
    const model = new Route53({ zones });
    for (let at = 0; at < 50; at += 1) expect(listZones(model, 5000)).toBe('ok');
    expect(listZones(model, 5000)).toEqual(throttled);
    expect(listZones(model, 5099)).toEqual(throttled);
    expect(listZones(model, 5100)).toBe('ok');
    expect(listZones(model, 5100)).toEqual(throttled);
  });

  it('are one for all actions, besides one for each', () => {
    const shared = new Route53({ zones });
    for (let at = 0; at < 50; at += 1) expect(outcomeOf(get(shared, 'hostedzone/Z1'))).toBe('ok');
    expect(listZones(shared, 0)).toEqual(throttled);
    const each = new Route53({ zones, limits: { account: { capacity: 100, refillPerSecond: 10 } } });
    for (let at = 0; at < 50; at += 1) expect(outcomeOf(get(each, 'hostedzone/Z1'))).toBe('ok');
    expect(outcomeOf(get(each, 'hostedzone/Z1'))).toEqual(throttled);
    expect(listZones(each, 0)).toBe('ok');
  });

  it('fill on at their pace after the clock went backwards', () => {
    const model = new Route53({ zones });
    for (let at = 0; at < 50; at += 1) listZones(model, 10_000);
    expect(listZones(model, 0)).toEqual(throttled);
    expect(listZones(model, 99)).toEqual(throttled);
    expect(listZones(model, 100)).toBe('ok');
  });

  it('count changes only where a figure is given', () => {
    const model = openModel({ limits: { changes: { capacity: 2, refillPerSecond: 1 } } });
    expect(change(model, ...many(2).map(create))).toBe('ok');
    expect(change(model, create(a('more')))).toEqual(throttled);
    expect(outcomeOf(post(model, bodyOf([create(a('more'))]), 1000))).toBe('ok');
  });
});
