import { describe, expect, it } from 'vitest';
import type { LaneState, SiteState } from '../../../../functions/monitors/plan/lane-state.ts';
import { planLane } from '../../../../functions/monitors/plan/plan.ts';
import { hourMs, lane, listing, ours, type Row, site, told } from './lanes.ts';

const host = 'a.example.com';
const ended = { problem: 'a wildcard', sinceMs: 0 };

const rows: readonly Row[] = [
  [
    'a release pauses at once',
    site(host, { releasedMs: hourMs - 1 }),
    listing(ours('1', host)),
    ['pause 1'],
    'False Releasing',
  ],
  [
    'and only once',
    site(host, { releasedMs: hourMs - 1 }),
    listing(ours('1', host, { status: 'paused' })),
    [],
    'False Releasing',
  ],
  [
    'and deletes after the grace',
    site(host, { releasedMs: hourMs - 600_000 }),
    listing(ours('1', host)),
    ['delete 1'],
    'False Releasing',
  ],
  [
    'or at once',
    site(host, { releasedMs: hourMs }),
    { ...listing(ours('1', host)), afterRelease: 'immediately' },
    ['delete 1'],
    'False Releasing',
  ],
  [
    'or never',
    site(host, { releasedMs: 0 }),
    { ...listing(ours('1', host, { status: 'paused' })), afterRelease: 'never' },
    [],
    'False Releasing',
  ],
  ['what nobody can reach has none', site(host, { check: ended }), {}, [], 'False NotWatched'],
  [
    'and loses the one it had',
    site(host, { check: ended }),
    listing(ours('1', host)),
    ['delete 1'],
    'False NotWatched',
  ],
];

describe('the end of a monitor', () => {
  it.each(rows)('%s', (_, state, over, changes, verdict) => {
    expect(told([state], over)).toMatchObject({ changes, verdicts: [verdict] });
  });

  it.each<readonly [string, Partial<SiteState>, Partial<LaneState>, boolean]>([
    ['nothing is left of it', {}, {}, true],
    ['its monitor is there', {}, listing(ours('1', host)), false],
    [
      'its monitor is to stay, paused',
      {},
      { ...listing(ours('1', host, { status: 'paused' })), afterRelease: 'never' },
      true,
    ],
    ['its monitor is to stay, but is not paused', {}, { ...listing(ours('1', host)), afterRelease: 'never' }, false],
    ['nobody knows whether one was made', { row: { askedMs: hourMs } }, {}, false],
    ['it is not in release', { releasedMs: undefined as never }, {}, false],
  ])('ends a release or not: %s', (_, over, around, isFinished) => {
    const state = site(host, { releasedMs: hourMs - 1, ...over });
    expect(planLane(lane({ sites: [state], ...around })).finished).toEqual(isFinished ? [state.site] : []);
  });
});
