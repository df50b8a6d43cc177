import { describe, expect, it } from 'vitest';
import { answerQuestion } from '#local/cloud/dns/answer.ts';
import { inventAddresses } from '#local/cloud/dns/load-balancers.ts';
import type { DnsView } from '#local/cloud/dns/view.ts';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { a, alias, record } from '../route53/ask.ts';

const alb = 'dualstack.k8s-1.eu-central-1.elb.amazonaws.com.';
const zoneId = 'Z215JYRZR1TBD5';
const weighted = (id: string, Weight: number, value: string) => ({ ...a('w', value), SetIdentifier: id, Weight });
const aaaa = (name: string, target: string, zone: string) => ({ ...alias(name, target, zone), Type: 'AAAA' as const });

const model = new Route53({
  zones: [
    {
      id: 'Z1',
      name: 'example.com',
      private: false,
      records: [
        a('www', '192.0.2.1'),
        record('www', 'TXT', '"one \\"two\\"" "three"'),
        a('*.wild', '192.0.2.2'),
        a('there.wild', '192.0.2.3'),
        a('deep.below.wild', '192.0.2.4'),
        record('chain', 'CNAME', 'Middle.example.com.'),
        record('middle', 'CNAME', 'www.example.com'),
        record('out', 'CNAME', 'www.example.org'),
        record('into', 'CNAME', 'app.int.example.com'),
        record('loop', 'CNAME', 'loop.example.com'),
        record('sub', 'NS', 'ns.example.org'),
        record('@', 'MX', '10 mail.example.com'),
        alias('lb', alb, zoneId),
        aaaa('lb', alb, zoneId),
        alias('four', alb.replace('dualstack.', ''), zoneId),
        aaaa('four', alb.replace('dualstack.', ''), zoneId),
        alias('same', 'www.example.com', 'Z1'),
        weighted('one', 1, '192.0.2.11'),
        weighted('two', 2, '192.0.2.12'),
      ],
    },
    {
      id: 'Z2',
      name: 'example.com',
      private: true,
      records: [a('www', '10.0.0.1'), record('to', 'CNAME', 'app.int.example.com')],
    },
    {
      id: 'Z3',
      name: 'int.example.com',
      private: true,
      records: [{ ...a('x', '10.0.0.3'), Name: 'app.int.example.com' }],
    },
    { id: 'Z4', name: 'example.org', private: false, records: [{ ...a('x', '192.0.2.9'), Name: 'www.example.org' }] },
  ],
});

function ask(name: string, type: string, view: DnsView = 'public') {
  const source = { view, zones: model.answeredZones(0), resolveAlias: inventAddresses };
  const { code, answers, authorities } = answerQuestion(source, name, type);
  return [code, answers.map(({ type: kind, value }) => `${kind} ${value}`), authorities.map((one) => one.type)];
}

describe('the public view', () => {
  it.each<[what: string, name: string, type: string, code: string, answers: string[], authorities?: string[]]>([
    ['a record', 'www.example.com', 'A', 'NOERROR', ['A 192.0.2.1']],
    ['any case', 'WWW.Example.COM', 'A', 'NOERROR', ['A 192.0.2.1']],
    ['a name without the type', 'www.example.com', 'AAAA', 'NOERROR', [], ['SOA']],
    ['a name that is not there', 'nope.example.com', 'A', 'NXDOMAIN', [], ['SOA']],
    ['a name outside every zone', 'example.net', 'A', 'REFUSED', []],
    ['the root', '.', 'NS', 'REFUSED', []],
    ['a type that is not modelled', 'www.example.com', 'NAPTR', 'NOTIMP', []],
    ['the apex', 'example.com', 'MX', 'NOERROR', ['MX 10 mail.example.com']],
    ['a wildcard', 'x.wild.example.com', 'A', 'NOERROR', ['A 192.0.2.2']],
    ['a wildcard, two labels', 'x.y.wild.example.com', 'A', 'NOERROR', ['A 192.0.2.2']],
    ['a wildcard without the type', 'x.wild.example.com', 'TXT', 'NOERROR', [], ['SOA']],
    ['the wildcard itself', '*.wild.example.com', 'A', 'NOERROR', ['A 192.0.2.2']],
    ['a name that blocks the wildcard', 'there.wild.example.com', 'TXT', 'NOERROR', [], ['SOA']],
    ['beneath a name that blocks the wildcard', 'x.there.wild.example.com', 'A', 'NXDOMAIN', [], ['SOA']],
    ['a name with only names beneath it', 'below.wild.example.com', 'A', 'NOERROR', [], ['SOA']],
    ['the parent of a wildcard', 'wild.example.com', 'A', 'NOERROR', [], ['SOA']],
    [
      'a chain',
      'chain.example.com',
      'A',
      'NOERROR',
      ['CNAME Middle.example.com.', 'CNAME www.example.com', 'A 192.0.2.1'],
    ],
    ['the CNAME itself', 'chain.example.com', 'CNAME', 'NOERROR', ['CNAME Middle.example.com.']],
    ['a chain out of the zone', 'out.example.com', 'A', 'NOERROR', ['CNAME www.example.org']],
    ['a loop', 'loop.example.com', 'A', 'NOERROR', Array(8).fill('CNAME loop.example.com')],
    ['a delegation', 'x.sub.example.com', 'A', 'NOERROR', [], ['NS']],
    ['an alias in the zone', 'same.example.com', 'A', 'NOERROR', ['A 192.0.2.1']],
    ['the greatest weight', 'w.example.com', 'A', 'NOERROR', ['A 192.0.2.12']],
    ['ANY: one of the types', 'www.example.com', 'ANY', 'NOERROR', ['A 192.0.2.1']],
    ['a private name', 'app.int.example.com', 'A', 'NXDOMAIN', [], ['SOA']],
  ])('%s', (_, name, type, code, answers, authorities = []) => {
    expect(ask(name, type)).toEqual([code, answers, authorities]);
  });
});

describe('the private view', () => {
  it.each<[what: string, name: string, code: string, answers: string[], authorities?: string[]]>([
    ['the private zone of the same name', 'www.example.com', 'NOERROR', ['A 10.0.0.1']],
    ['the longest private zone', 'app.int.example.com', 'NOERROR', ['A 10.0.0.3']],
    ['a public name that a private zone hides', 'lb.example.com', 'NXDOMAIN', [], ['SOA']],
    ['a name of no private zone', 'www.example.org', 'NOERROR', ['A 192.0.2.9']],
    ['a chain through its zones', 'to.example.com', 'NOERROR', ['CNAME app.int.example.com', 'A 10.0.0.3']],
  ])('%s', (_, name, code, answers, authorities = []) => {
    expect(ask(name, 'A', 'private')).toEqual([code, answers, authorities]);
  });
});

it('of two public zones of one name the first by id answers, whatever the other has', () => {
  const twin = (id: string) => ({ ...a('x'), Name: `${id}.example.net` });
  const twins = new Route53({
    zones: ['Z8', 'Z7'].map((id) => ({ id, name: 'example.net', private: false, records: [twin(id)] })),
  });
  const source = { view: 'public', zones: twins.answeredZones(0), resolveAlias: inventAddresses } as const;
  const asked = ['z7', 'z8'].map((name) => answerQuestion(source, `${name}.example.net`, 'A').code);
  expect(asked).toEqual(['NOERROR', 'NXDOMAIN']);
});
describe('load balancers', () => {
  it('have stable documentation addresses, IPv6 only when dual-stack', () => {
    const [, four] = ask('lb.example.com', 'A');
    expect(four).toEqual([expect.stringMatching(/^A 192\.0\.2\.\d+$/), expect.stringMatching(/^A 198\.51\.100\.\d+$/)]);
    expect(ask('four.example.com', 'A')).toEqual(ask('lb.example.com', 'A'));
    expect(ask('lb.example.com', 'AAAA')[1]).toEqual([
      expect.stringMatching(/^AAAA 2001:db8:/),
      expect.stringMatching(/^AAAA 2001:db8:/),
    ]);
    expect(ask('four.example.com', 'AAAA')).toEqual(['NOERROR', [], ['SOA']]);
  });

  it('are known by their names alone', () => {
    expect(inventAddresses('example.org')).toBeUndefined();
    expect(inventAddresses('k8s-1.mars-1.elb.amazonaws.com')).toBeUndefined();
  });
});
