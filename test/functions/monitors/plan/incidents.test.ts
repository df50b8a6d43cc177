import { describe, expect, it } from 'vitest';
import { causeText, shortUrl, turnOf } from '../../../../functions/monitors/plan/incidents.ts';
import type { ObservedMonitor } from '../../../../shared/domain/monitor.ts';
import type { MonitorRow } from '../../../../shared/rows/monitor-rows.ts';
import { ours } from './lanes.ts';

const one = { id: 'i1', startedMs: 1, cause: '502 Bad Gateway' };
const two = { ...one, id: 'i2' };
const down = { ...one, seenMs: 2 };
const seen = (status: ObservedMonitor['status'], lastIncident?: typeof one): ObservedMonitor =>
  ours('1', 'a.example.com', { status, ...(lastIncident === undefined ? {} : { lastIncident }) });

type Row = readonly [
  string,
  Pick<MonitorRow, 'wasUp' | 'down' | 'over' | 'metMs'>,
  ObservedMonitor | undefined,
  unknown,
];

describe('turnOf', () => {
  it.each<Row>([
    ['is up as before', { wasUp: true }, seen('up'), undefined],
    ['is down', { wasUp: true }, seen('down', one), { kind: 'down', incident: one }],
    ['was never up', {}, seen('down', one), undefined],
    ['is doubtful only', { wasUp: true }, seen('doubtful', one), undefined],
    ['is down as before', { wasUp: true, down }, seen('down', one), undefined],
    ['is up again', { wasUp: true, down }, seen('up', one), { kind: 'over', incident: down }],
    ['is shown as before its end', { wasUp: true, over: 'i1' }, seen('down', one), undefined],
    ['is down once more', { wasUp: true, over: 'i1' }, seen('down', two), { kind: 'down', incident: two }],
    ['was up and down between looks', { wasUp: true, down }, seen('down', two), { kind: 'over', incident: down }],
    [
      'is shown as before what is down',
      { wasUp: true, down: { ...two, seenMs: 2 }, over: 'i1' },
      seen('down', one),
      undefined,
    ],
    ['was down between looks', { wasUp: true, metMs: 0 }, seen('up', one), { kind: 'past', incident: one }],
    ['was down before anybody looked', { wasUp: true, metMs: 1 }, seen('up', one), undefined],
    ['was down, and nobody knows since when it is watched', { wasUp: true }, seen('up', one), undefined],
    ['was down and told', { wasUp: true, over: 'i1', metMs: 0 }, seen('up', one), undefined],
    ['was down with its first check', { metMs: 0 }, seen('up', one), undefined],
    ['is paused', { wasUp: true, down }, seen('paused', one), { kind: 'over', incident: down, unwatched: true }],
    ['is gone', { wasUp: true, down }, undefined, { kind: 'over', incident: down, unwatched: true }],
    ['is gone, and was well', { wasUp: true }, undefined, undefined],
  ])('%s', (_title, row, monitor, turn) => {
    expect(turnOf(row, monitor, true)).toEqual(turn);
  });

  it('looks at nothing that is not to be watched', () => {
    expect(turnOf({ wasUp: true }, seen('down', one), false)).toBeUndefined();
    expect(turnOf({ wasUp: true, down }, seen('down', one), false)).toMatchObject({ kind: 'over', unwatched: true });
  });
});

describe('texts', () => {
  it.each([
    ['502 Bad Gateway', 'HTTP 502 - Bad Gateway'],
    ['Connection Timeout', 'Connection Timeout'],
    ['', 'no reason given'],
  ])('%s reads %s', (cause, text) => {
    expect(causeText(cause)).toBe(text);
  });

  it.each([
    ['https://a.example.com/', 'https://a.example.com'],
    ['https://a.example.com/b/', 'https://a.example.com/b/'],
  ])('%s is written %s', (url, text) => {
    expect(shortUrl(url)).toBe(text);
  });
});
