import { describe, expect, it } from 'vitest';
import { check, hourMs, listing, ours, type Row, site, told } from './lanes.ts';

const host = 'a.example.com';
const failure = { reason: 'PlanForbids', message: 'too often', check: check(host), againMs: hourMs + 1 } as const;

const rows: readonly Row[] = [
  [
    'tags that were taken off are respected',
    site(host, { row: { last: { id: '1', atMs: 0 } } }),
    listing(ours('1', host, { tags: [] })),
    [],
    'False OwnershipLost',
  ],
  ['a refusal waits for its time', site(host, { row: { failure } }), {}, [], 'False PlanForbids'],
  [
    'or for another check',
    site(host, { row: { failure }, check: check(host, { intervalSeconds: 600 }) }),
    {},
    ['create'],
    'Unknown Waiting',
  ],
  ['a lost answer waits out the lag', site(host, { row: { askedMs: hourMs } }), {}, [], 'Unknown Waiting'],
  [
    'then looks for the tag',
    site(host, { row: { askedMs: hourMs } }),
    { nowMs: hourMs + 10_000 },
    ['confirm'],
    'Unknown Waiting',
  ],
  [
    'and asks again where a later list has none',
    site(host, { row: { askedMs: 0 } }),
    {},
    ['create'],
    'Unknown Waiting',
  ],
  [
    'an answer knows better than an older list',
    site(host, { row: { last: { id: '1', atMs: hourMs, monitor: ours('1', host) } } }),
    {},
    [],
    'True Watched',
  ],
  [
    'a later list knows better than an answer',
    site(host, { row: { last: { id: '1', atMs: 0, monitor: ours('1', host) } } }),
    {},
    ['create'],
    'Unknown Waiting',
  ],
];

describe('what was asked before', () => {
  it.each(rows)('%s', (_, state, over, changes, verdict) => {
    expect(told([state], over)).toMatchObject({ changes, verdicts: [verdict] });
  });
});
