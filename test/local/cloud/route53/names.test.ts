import { describe, it } from 'vitest';
import { a, create, openModel, record, remove, upsert } from './ask.ts';
import { expectRefused, type RefusedCase } from './refused.ts';

const x63 = 'x'.repeat(63);

const refused: RefusedCase[] = [
  [
    'a name of another zone',
    [],
    [create({ ...a('x'), Name: 'x.example.org' })],
    ['RRSet with DNS name x.example.org. is not permitted in zone example.com.'],
  ],
  [
    'a name that only ends like the zone',
    [],
    [create({ ...a('x'), Name: 'notexample.com' })],
    ['RRSet with DNS name notexample.com. is not permitted in zone example.com.'],
  ],
  [
    'label of 64',
    [],
    [create(a(`${x63}x`))],
    [`FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '${x63}x'`],
  ],
  [
    'name over 255',
    [],
    [create(a([x63, x63, x63, x63].join('.')))],
    [
      `FATAL problem: DomainNameTooLong (Domain name is too long) encountered with '${x63}.${x63}.${x63}.${x63}.example.com.'`,
    ],
  ],
  [
    'empty label',
    [],
    [create(a('x.'))],
    ["FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'x..example.com.'"],
  ],
  [
    'leading dot',
    [],
    [create(a('.x'))],
    ["FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with '.x.example.com.'"],
  ],
  [
    'empty name',
    [],
    [create({ ...a('x'), Name: '' })],
    ["FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''"],
  ],
  [
    'space in a name',
    [],
    [create(a('x y'))],
    ["FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with ' '"],
  ],
  [
    'unicode in a name',
    [],
    [create(a('bücher'))],
    ["FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with 'ü'"],
  ],
  [
    'half an escape',
    [],
    [create(a('x\\05'))],
    ["FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with '\\'"],
  ],
  [
    'wildcard name servers',
    [],
    [create(record('*', 'NS', 'ns.example.org'))],
    ['RRSet of type NS with DNS name \\052.example.com. is not permitted: a wildcard cannot have type NS.'],
  ],
  [
    'apex NS deleted',
    [],
    [remove(openModel().recordSets('Z1')[0] ?? {})],
    ['A HostedZone must contain at least one NS record for the zone itself.'],
  ],
  [
    'apex SOA deleted',
    [],
    [remove(openModel().recordSets('Z1')[1] ?? {})],
    ['A HostedZone must contain exactly one SOA record.'],
  ],
  [
    'SOA elsewhere',
    [],
    [upsert(record('x', 'SOA', 'a. b. 1 2 3 4 5'))],
    ['A HostedZone must contain exactly one SOA record.'],
  ],
  [
    'DS at the apex',
    [],
    [create(record('@', 'DS', '12345 13 2 abcdef'))],
    ['RRSet of type DS with DNS name example.com. is not permitted at apex in zone example.com.'],
  ],
];

describe('Route 53 refuses: names and places', () => {
  it.each(refused)('%s', (_, given, asked, messages) => expectRefused(given, asked, messages));
});
