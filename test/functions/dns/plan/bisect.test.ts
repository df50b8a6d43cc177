import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import { suspectFirst } from '../../../../functions/dns/plan/bisect.ts';

const change = (name: string, values: readonly string[]): RecordChange => ({
  action: 'CREATE',
  record: { name, type: 'TXT', ttl: 300, values },
});

describe('suspectFirst', () => {
  const members = ['a', 'b', 'c', 'd'].map((label) => ({ changes: [change(`${label}.example.com`, [`v-${label}`])] }));
  it.each([
    ["[Tried to create resource record set [name='b.example.com.', type='A'] but it already exists]", [[0, 2, 3], [1]]],
    ["Invalid Resource Record: FATAL problem: x encountered with 'v-d'", [[0, 1, 2], [3]]],
    [
      'something is wrong',
      [
        [0, 1],
        [2, 3],
      ],
    ],
    [
      'a.example.com. b.example.com. c.example.com. d.example.com.',
      [
        [0, 1],
        [2, 3],
      ],
    ],
  ] as const)('%s', (message, parts) => {
    expect(suspectFirst(members, [message])).toEqual(parts.map((part) => part.map((index) => members[index])));
  });

  it.each<[string, Partial<RecordChange['record']>, string]>([
    ['by its TTL', { ttl: 999_999 }, 'TTL 999999 is too large'],
    ['by a value with a final dot', { values: ['x.example.net.'] }, "problem with 'x.example.net'"],
    ['by a value with dots', { values: ['1.2.3.300'] }, 'problem with 1.2.3.300, which is no address'],
    ['by one of its changes', { name: '*.example.com' }, "name='\\052.example.com.'"],
  ])('knows what is named %s', (_name, over, message) => {
    const [first, ...rest] = members;
    if (first === undefined) throw new Error('no member');
    const [plain] = first.changes;
    if (plain === undefined) throw new Error('no change');
    const named = { changes: [plain, { ...plain, record: { ...plain.record, ...over } }] };
    expect(suspectFirst([named, ...rest], [message])).toEqual([rest, [named]]);
  });

  it('cuts in halves what has neither values nor a TTL', () => {
    const bare = ['x', 'y', 'z'].map((name) => ({
      changes: [{ action: 'DELETE', record: { name, type: 'A' } } as const],
    }));
    expect(suspectFirst(bare, ['Stryker was here', 'undefined'])).toEqual([bare.slice(0, 1), bare.slice(1)]);
  });

  it('always cuts, whatever the words are', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 2, max: 9 }), (messages, count) => {
        const many = Array.from({ length: count }, (_, index) => ({ changes: [change(`n${index}`, ['x'])] }));
        const parts = suspectFirst(many, messages);
        expect(parts.every((part) => part.length > 0 && part.length < count)).toBe(true);
        expect(parts.flat()).toHaveLength(count);
      }),
    );
  });
});
