import { describe, expect, it } from 'vitest';
import { a, alias, change, create, openModel, type Requested, record, remove, upsert } from './ask.ts';

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
];

describe('what Route 53 takes', () => {
  it.each(permitted)('%s', (_, given, asked) => {
    const model = openModel();
    for (const set of given) expect(change(model, create(set))).toBe('ok');
    expect(change(model, ...asked)).toBe('ok');
  });
});
