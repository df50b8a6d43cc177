import { describe, it } from 'vitest';
import { a, create, record } from './ask.ts';
import { expectRefused, type RefusedCase } from './refused.ts';

const invalid = (type: string, fault: string) => [
  `Invalid Resource Record: FATAL problem: ${type === 'A' ? 'ARRDATA' : type}${fault}`,
];

const refused: RefusedCase[] = [
  [
    'A with a name',
    [],
    [create(a('x', 'lb.example.org'))],
    invalid('A', "IllegalIPv4Address (Value is not a valid IPv4 address) encountered with 'lb.example.org'"),
  ],
  [
    'A with 256',
    [],
    [create(a('x', '192.0.2.256'))],
    invalid('A', "IllegalIPv4Address (Value is not a valid IPv4 address) encountered with '192.0.2.256'"),
  ],
  [
    'A with two addresses in one',
    [],
    [create(a('x', '192.0.2.1, 192.0.2.2'))],
    invalid('A', "NotSingleField (Value contains spaces) encountered with '192.0.2.1, 192.0.2.2'"),
  ],
  [
    'A with IPv6',
    [],
    [create(a('x', '2001:db8::1'))],
    invalid('A', "IllegalIPv4Address (Value is not a valid IPv4 address) encountered with '2001:db8::1'"),
  ],
  [
    'AAAA with IPv4',
    [],
    [create(record('x', 'AAAA', '192.0.2.1'))],
    invalid('AAAARRDATA', "IllegalIPv6Address (Value is not a valid IPv6 address) encountered with '192.0.2.1'"),
  ],
  [
    'TXT without quotes',
    [],
    [create(record('x', 'TXT', 'text'))],
    invalid('', "InvalidCharacterString (Value should be enclosed in quotation marks) encountered with 'text'"),
  ],
  [
    'TXT not closed',
    [],
    [create(record('x', 'TXT', '"text'))],
    invalid('', `InvalidCharacterString (Value contains unsupported characters) encountered with '"text'`),
  ],
  [
    'TXT with a line break',
    [],
    [create(record('x', 'TXT', '"a\nb"'))],
    invalid('', `InvalidCharacterString (Value contains unsupported characters) encountered with '"a\nb"'`),
  ],
  [
    'TXT of 256',
    [],
    [create(record('x', 'TXT', `"${'t'.repeat(256)}"`))],
    invalid('', `CharacterStringTooLong (Value is too long) encountered with '"${'t'.repeat(256)}"'`),
  ],
  [
    'CNAME to a bad name',
    [],
    [create(record('x', 'CNAME', 'a..b'))],
    invalid('CNAME', "RRDATAInvalid (Value is not a valid CNAME record) encountered with 'a..b'"),
  ],
  [
    'MX without a preference',
    [],
    [create(record('x', 'MX', 'mail.example.com'))],
    invalid('MX', "RRDATAInvalid (Value is not a valid MX record) encountered with 'mail.example.com'"),
  ],
  [
    'SRV with a port over 65535',
    [],
    [create(record('x', 'SRV', '1 2 65536 y.example.com'))],
    invalid('SRV', "RRDATAInvalid (Value is not a valid SRV record) encountered with '1 2 65536 y.example.com'"),
  ],
  [
    'CAA without quotes',
    [],
    [create(record('x', 'CAA', '0 issue amazon.com'))],
    invalid('CAA', "RRDATAInvalid (Value is not a valid CAA record) encountered with '0 issue amazon.com'"),
  ],
  [
    'a value twice',
    [],
    [create(record('x', 'A', '192.0.2.1', '192.0.2.1'))],
    ["Duplicate Resource Record: '192.0.2.1'"],
  ],
  [
    'a value twice, spelled otherwise',
    [],
    [create(record('x', 'AAAA', '2001:db8::1', '2001:db8:0::1'))],
    ["Duplicate Resource Record: '2001:db8:0::1'"],
  ],
  [
    '401 values',
    [],
    [create(record('x', 'TXT', ...Array.from({ length: 401 }, (_, at) => `"${at}"`)))],
    ['Cannot have more than 400 records in a RRSet.'],
  ],
];

describe('Route 53 refuses: values', () => {
  it.each(refused)('%s', (_, given, asked, messages) => expectRefused(given, asked, messages));
});
