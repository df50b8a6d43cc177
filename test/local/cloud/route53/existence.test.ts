import { describe, it } from 'vitest';
import { a, alias, create, record, remove, upsert } from './ask.ts';
import { expectRefused, type RefusedCase } from './refused.ts';

const weighted = (name: string, id: string, weight = 1) => ({ ...a(name), SetIdentifier: id, Weight: weight });
const albEurope = 'Z215JYRZR1TBD5';
const alb = 'k8s-1.eu-central-1.elb.amazonaws.com.';

const refused: RefusedCase[] = [
  [
    'CREATE of existing',
    [a('x')],
    [create(a('x', '192.0.2.2'))],
    ["Tried to create resource record set [name='x.example.com.', type='A'] but it already exists"],
  ],
  [
    'CREATE of existing, other case',
    [a('x')],
    [create({ ...a('x'), Name: 'X.Example.COM' })],
    ["Tried to create resource record set [name='x.example.com.', type='A'] but it already exists"],
  ],
  [
    'CREATE of existing identifier',
    [weighted('x', 'one')],
    [create(weighted('x', 'one', 2))],
    [
      "Tried to create resource record set [name='x.example.com.', type='A', set-identifier='one'] but it already exists",
    ],
  ],
  [
    'DELETE of missing',
    [],
    [remove(a('x'))],
    ["Tried to delete resource record set [name='x.example.com.', type='A'] but it was not found"],
  ],
  [
    'DELETE of another identifier',
    [weighted('x', 'one')],
    [remove(weighted('x', 'two'))],
    [
      "Tried to delete resource record set [name='x.example.com.', type='A', set-identifier='two'] but it was not found",
    ],
  ],
  [
    'DELETE with another value',
    [a('x')],
    [remove(a('x', '192.0.2.2'))],
    [
      "Tried to delete resource record set [name='x.example.com.', type='A'] but the values provided do not match the current values",
    ],
  ],
  [
    'DELETE with a part of the values',
    [record('x', 'A', '192.0.2.1', '192.0.2.2')],
    [remove(a('x'))],
    [
      "Tried to delete resource record set [name='x.example.com.', type='A'] but the values provided do not match the current values",
    ],
  ],
  [
    'DELETE with another TTL',
    [a('x')],
    [remove({ ...a('x'), TTL: 61 })],
    [
      "Tried to delete resource record set [name='x.example.com.', type='A'] but the values provided do not match the current values",
    ],
  ],
  [
    'DELETE with another weight',
    [weighted('x', 'one', 1)],
    [remove(weighted('x', 'one', 2))],
    [
      "Tried to delete resource record set [name='x.example.com.', type='A', set-identifier='one'] but the values provided do not match the current values",
    ],
  ],
  [
    'DELETE with another target health',
    [alias('x', alb, albEurope)],
    [
      remove({
        ...alias('x', alb, albEurope),
        AliasTarget: { HostedZoneId: albEurope, DNSName: alb, EvaluateTargetHealth: false },
      }),
    ],
    [
      "Tried to delete resource record set [name='x.example.com.', type='A'] but the values provided do not match the current values",
    ],
  ],
  [
    'the same set deleted twice',
    [a('x')],
    [remove(a('x')), remove(a('x'))],
    ["The request contains an invalid set of changes for a resource record set 'A x.example.com.'"],
  ],
  [
    'the same set written twice',
    [],
    [upsert(a('x')), upsert(a('x', '192.0.2.2'))],
    ["The request contains an invalid set of changes for a resource record set 'A x.example.com.'"],
  ],
  [
    'created and deleted',
    [],
    [create(a('x')), remove(a('x'))],
    ["The request contains an invalid set of changes for a resource record set 'A x.example.com.'"],
  ],
];

describe('Route 53 refuses: CREATE and DELETE', () => {
  it.each(refused)('%s', (_, given, asked, messages) => expectRefused(given, asked, messages));
});
