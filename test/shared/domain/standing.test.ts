import { describe, expect, it } from 'vitest';
import {
  approvedBy,
  guardScopes,
  type Leaver,
  releaseStanding,
  type Standing,
  type Surroundings,
  standingOf,
} from '#shared/domain/standing.ts';
import { settings } from './settings.ts';

const nowMs = 10_000;
const site = {
  host: 'app.example.com',
  cluster: 'demo',
  namespace: 'shop',
  wish: { edge: 'public', zone: 'Z1' },
  release: { id: 'r1', dueMs: nowMs },
};
const around = (over: Partial<Surroundings> = {}): Surroundings => ({
  nowMs,
  configuration: settings(),
  holds: [],
  approved: new Map(),
  ...over,
});
const approved = new Map([['r1', 'oncall']]);
const hold = { scope: 'edge:public' } as const;

describe('how the guard takes a site', () => {
  it.each<[string, Partial<Leaver>, Partial<Surroundings>, Standing]>([
    ['it counts it', {}, {}, { kind: 'counted' }],
    ['held without an end', {}, { holds: [hold] }, { kind: 'held', scope: 'edge:public' }],
    [
      'held for a time',
      {},
      { holds: [{ ...hold, untilMs: nowMs + 1 }] },
      { kind: 'held', scope: 'edge:public', untilMs: nowMs + 1 },
    ],
    ['no more held', {}, { holds: [{ ...hold, untilMs: nowMs }] }, { kind: 'counted' }],
    [
      'forbidden by policy',
      {},
      { configuration: settings({ edge: 'upsert-only' }) },
      { kind: 'forbidden', policy: 'upsert-only' },
    ],
    [
      'its zone is not configured',
      { wish: { edge: 'public', zone: 'Z9' } },
      {},
      { kind: 'forbidden', policy: 'observe', noZone: true },
    ],
    ['its edge is not configured', { wish: { edge: 'gone', zone: 'Z1' } }, {}, { kind: 'counted' }],
    [
      'its edge is not configured and forbade it last',
      { wish: { edge: 'gone', zone: 'Z1' }, edgePolicy: 'create-only' },
      {},
      { kind: 'forbidden', policy: 'create-only' },
    ],
    ['of an ephemeral namespace', { namespace: 'pr-7' }, {}, { kind: 'ephemeral' }],
    ['of such a namespace of a cluster not configured', { namespace: 'pr-7', cluster: 'two' }, {}, { kind: 'counted' }],
    ['approved', {}, { approved }, { kind: 'approved', by: 'oncall' }],
    ['another release approved', {}, { approved: new Map([['r2', 'oncall']]) }, { kind: 'counted' }],
    [
      'held before all else',
      { namespace: 'pr-7' },
      { holds: [hold], approved },
      { kind: 'held', scope: 'edge:public' },
    ],
  ])('%s', (_name, over, given, standing) => {
    expect(standingOf({ ...site, ...over }, around(given))).toEqual(standing);
  });

  it('counts a site that nobody releases, whatever is approved', () => {
    const { release: _release, ...staying } = site;
    expect(standingOf(staying, around({ approved }))).toEqual({ kind: 'counted' });
  });

  it('by an approval while it lasts', () => {
    const approvals = [
      { untilMs: nowMs, by: 'late', releases: ['r0'] },
      { untilMs: nowMs + 1, by: 'oncall', releases: ['r1', 'r2'] },
    ];
    expect([...approvedBy(approvals, nowMs)]).toEqual([
      ['r1', 'oncall'],
      ['r2', 'oncall'],
    ]);
  });
});

describe('how a release is shown', () => {
  const tripped = new Set(['edge:public'] as const);
  const shown = (over: Partial<Surroundings>, dueMs = nowMs) =>
    releaseStanding({ ...site, release: { id: 'r1', dueMs } }, { ...around(over), tripped });

  it('by what stops it', () => {
    expect(shown({})).toEqual({ state: 'blocked', scope: 'edge:public' });
    expect(shown({ holds: [hold] })).toEqual({ state: 'held', scope: 'edge:public' });
    expect(shown({ configuration: settings({ zone: 'observe' }) })).toEqual({ state: 'waiting' });
    expect(shown({ configuration: settings({ zone: 'upsert-only' }) })).toEqual({ state: 'kept' });
  });

  it('as waiting before it is due, when it is approved, and when no guard stops it', () => {
    expect(shown({}, nowMs + 1)).toEqual({ state: 'waiting' });
    expect(shown({ approved })).toEqual({ state: 'waiting' });
    expect(releaseStanding(site, { ...around(), tripped: new Set(['edge:other']) })).toEqual({ state: 'waiting' });
  });

  it('asks the guard of the cluster, and of the edge where there is one', () => {
    expect(guardScopes(site)).toEqual(['cluster:demo', 'edge:public']);
    expect(guardScopes({ ...site, wish: { edge: '', zone: 'Z1' } })).toEqual(['cluster:demo']);
  });
});
