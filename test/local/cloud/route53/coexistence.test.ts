import { describe, it } from 'vitest';
import { a, create, record, remove, upsert } from './ask.ts';
import { expectRefused, type RefusedCase } from './refused.ts';

const weighted = (name: string, id: string, weight = 1) => ({ ...a(name), SetIdentifier: id, Weight: weight });

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
    [{ ...a('x'), SetIdentifier: 'one', Failover: 'PRIMARY' }],
    [create({ ...a('x'), SetIdentifier: 'two', Failover: 'PRIMARY' })],
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
];

describe('Route 53 refuses: what stands at one name', () => {
  it.each(refused)('%s', (_, given, asked, messages) => expectRefused(given, asked, messages));
});
