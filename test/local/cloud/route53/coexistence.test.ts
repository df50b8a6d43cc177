import { describe, it } from 'vitest';
import { a, create, record, remove, upsert } from './ask.ts';
import { expectRefused, type RefusedCase } from './refused.ts';

const refused: RefusedCase[] = [
  [
    'CNAME beside others',
    [a('x')],
    [create(record('x', 'CNAME', 'y.example.com'))],
    [
      'RRSet of type CNAME with DNS name x.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
    ],
  ],
  [
    'others beside CNAME',
    [record('x', 'CNAME', 'y.example.com')],
    [upsert(record('x', 'TXT', '"t"'))],
    [
      'RRSet of type TXT with DNS name x.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.',
    ],
  ],
  [
    'order counts: CNAME before the DELETE that makes room',
    [a('x')],
    [create(record('x', 'CNAME', 'y.example.com')), remove(a('x'))],
    [
      'RRSet of type CNAME with DNS name x.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
    ],
  ],
  [
    'CNAME at the apex',
    [],
    [upsert(record('@', 'CNAME', 'y.example.com'))],
    [
      'RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.',
      'RRSet of type CNAME with DNS name example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
    ],
  ],
  [
    'CNAME with two values',
    [],
    [create(record('x', 'CNAME', 'y.example.com', 'z.example.com'))],
    ['RRSet of type CNAME with DNS name x.example.com. can have only one value.'],
  ],
];

describe('Route 53 refuses: what stands at one name', () => {
  it.each(refused)('%s', (_, given, asked, messages) => expectRefused(given, asked, messages));
});
