import { describe, expect, it } from 'vitest';
import { check, listing, monitor, ours, type Row, site, told } from './lanes.ts';

const host = 'a.example.com';
const foreign = monitor('7', check(host, { name: 'web-shop' }));
const keyword = { text: 'ok', caseSensitive: true, downWhile: 'absent' } as const;

const rows: readonly Row[] = [
  ['a ready site has one made', site(host), {}, ['create'], 'Unknown Waiting'],
  ['nothing before its records are everywhere', site(host, { dns: 'Unknown' }), {}, [], 'Unknown Waiting'],
  ['nothing before its certificate', site(host, { certificate: 'False' }), {}, [], 'Unknown Waiting'],
  ['nothing before anything was listed', site(host), { listed: undefined as never }, ['list'], 'Unknown Waiting'],
  ['an equal one stays as it is', site(host), listing(ours('1', host)), [], 'True Watched'],
  ['whatever becomes of its records', site(host, { dns: 'False' }), listing(ours('1', host)), [], 'True Watched'],
  [
    'another interval is an update',
    site(host, { check: check(host, { intervalSeconds: 60 }) }),
    listing(ours('1', host)),
    ['update 1'],
    'Unknown Waiting',
  ],
  [
    'a keyword takes another monitor',
    site(host, { check: check(host, { keyword }) }),
    listing(ours('1', host)),
    ['delete 1'],
    'Unknown Waiting',
  ],
  ['the older of two stays', site(host), listing(ours('12', host), ours('9', host)), ['delete 12'], 'True Watched'],
  ['a foreign one of the same URL is left alone', site(host), listing(foreign), ['create'], 'Unknown Waiting'],
  ['a listed id is taken over', site(host), { ...listing(foreign), adopt: ['7'] }, ['adopt 7'], 'Unknown Waiting'],
  [
    'a listed name is taken over',
    site(host),
    { ...listing(foreign), adopt: ['web-shop'] },
    ['adopt 7'],
    'Unknown Waiting',
  ],
  [
    'so is one of the former name',
    site(host, { formerName: 'web-shop' }),
    listing(foreign),
    ['adopt 7'],
    'Unknown Waiting',
  ],
  [
    'not one of another URL',
    site(host),
    { ...listing({ ...foreign, url: 'https://b.example.com/' }), adopt: ['7'] },
    ['create'],
    'Unknown Waiting',
  ],
  [
    'not one of another installation',
    site(host),
    { ...listing({ ...foreign, tags: ['fl-there'] }), adopt: ['7'] },
    ['create'],
    'Unknown Waiting',
  ],
  [
    'one that is back is resumed',
    site(host, { row: { pausedMs: 1 } }),
    listing(ours('1', host, { status: 'paused' })),
    ['resume 1'],
    'Unknown Waiting',
  ],
  [
    'not before it can answer',
    site(host, { row: { pausedMs: 1 }, dns: 'Unknown' }),
    listing(ours('1', host, { status: 'paused' })),
    [],
    'Unknown Waiting',
  ],
  ["a person's pause stands", site(host), listing(ours('1', host, { status: 'paused' })), [], 'False MonitorPaused'],
];

describe('the monitor of a site', () => {
  it.each(rows)('%s', (_, state, over, changes, verdict) => {
    expect(told([state], over)).toMatchObject({ changes, verdicts: [verdict] });
  });
});
