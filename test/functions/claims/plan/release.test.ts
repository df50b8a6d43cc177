import { describe, expect, it } from 'vitest';
import { type ReleaseInput, releasable } from '../../../../functions/claims/plan/release.ts';
import { leaverOf } from '../../../../functions/claims/releases/stops.ts';
import type { Configuration } from '../../../../shared/domain/configuration.ts';
import { endpointMonitorKind } from '../../../../shared/domain/kinds.ts';
import type { Source } from '../../../../shared/domain/objects.ts';
import { type Standing, standingOf } from '../../../../shared/domain/standing.ts';
import type { KnownSource } from '../../../../shared/domain/unheard-kinds.ts';
import type { ObjectRow } from '../../../../shared/rows/object-rows.ts';
import { ingressRef, testConfiguration } from '../samples.ts';

const nowMs = 1_000_000;
const source = (of: Source['of'], state: Source['state'] = 'listed', established = true): KnownSource => ({
  of,
  state,
  established,
});
const gone = (over: Partial<ObjectRow> = {}): ObjectRow => ({
  ref: ingressRef('shop/web'),
  marker: 'm2',
  settledMarker: 'm2',
  gone: true,
  claims: [],
  skipped: [],
  hosts: [],
  ...over,
});
const input = (over: Partial<ReleaseInput> = {}): ReleaseInput => ({
  nowMs,
  incarnation: 'i1',
  behind: false,
  empty: false,
  undeployed: false,
  standing: { kind: 'counted' },
  guard: { may: true },
  forgotten: false,
  sources: [source('networking.k8s.io/Ingress'), source('/Service', 'off')],
  walked: new Set(['networking.k8s.io/Ingress']),
  holder: gone(),
  site: {
    host: 'app.example.com',
    view: 'public',
    setIdentifier: '',
    version: 2,
    generation: 1,
    cluster: 'demo',
    holder: ingressRef('shop/web'),
    wish: { edge: 'public', zone: 'Z1', ttlSeconds: 300, ownerId: 'demo', resource: 'ingress/shop/web' },
    state: 'live',
    release: { id: 'r1', dueMs: nowMs, incarnation: 'i1', sinceMs: 0, reason: 'Releasing', message: '' },
    lanes: ['dns:Z1'],
    createdMs: 0,
  },
  ...over,
});
const withoutHolder = (): ReleaseInput => {
  const { holder: _holder, ...rest } = input();
  return rest;
};
const withoutRelease = (): ReleaseInput => {
  const { release: _release, ...staying } = input().site;
  return input({ site: staying });
};
const policy = (zone: 'sync' | 'upsert-only', edge: 'sync' | 'observe', host: 'sync' | 'create-only') => {
  const configuration = testConfiguration({
    default: 'allow',
    rules: [{ hosts: ['app.*.com'], namespaces: ['shop'], policy: host }],
  });
  return {
    ...configuration,
    zones: configuration.zones.map((one) => ({ ...one, policy: zone })),
    edges: configuration.edges.map((one) => ({ ...one, policy: edge })),
  };
};

const under = (configuration: Configuration): Standing =>
  standingOf(leaverOf(input().site), { nowMs, configuration, holds: [], approved: new Map() });
const site = input().site;
const released = (over: Partial<NonNullable<typeof site.release>>): ReleaseInput => {
  const { release } = site;
  if (release === undefined) throw new Error('no release');
  return input({ site: { ...site, release: { ...release, ...over } } });
};
const closed = { may: false, message: 'too many' } as const;

describe('a release', () => {
  it.each<[string, ReleaseInput]>([
    ['that is due, after a complete walk of all that is listed', input()],
    ['of an object whose tombstone was cleared', withoutHolder()],
    [
      'beside a forbidden kind that names no host',
      input({ sources: [...input().sources, source(endpointMonitorKind, 'forbidden')] }),
    ],
    ['under policy sync everywhere', input({ standing: under(policy('sync', 'sync', 'sync')) })],
  ])('%s may be executed', (_name, given) => {
    expect(releasable(given)).toEqual({ may: true, counted: true });
  });

  it.each<[string, ReleaseInput, 'later' | 'never' | 'held' | 'blocked', RegExp]>([
    ['not due', input({ nowMs: nowMs - 1 }), 'later', /not due/],
    ['behind the configuration', input({ behind: true }), 'later', /not reached all/],
    ['restored, and not deployed since', input({ undeployed: true }), 'later', /deploy again/],
    ['of an object that is not settled', input({ holder: gone({ marker: 'm3' }) }), 'later', /just changed/],
    ['without a word of the forwarder', input({ sources: [] }), 'later', /has not said yet/],
    ['of a kind that nobody speaks of', input({ sources: [source('/Service', 'off')] }), 'later', /has not said yet/],
    [
      'without a complete walk',
      input({ walked: new Set() }),
      'later',
      /no complete walk over networking.k8s.io\/Ingress/,
    ],
    [
      'without one of another listed kind',
      input({ sources: [source('networking.k8s.io/Ingress'), source('/Namespace')] }),
      'later',
      /Namespace/,
    ],
    [
      'with a kind that is off since a moment ago',
      input({ sources: [source('networking.k8s.io/Ingress'), source('/Service', 'off', false)] }),
      'later',
      /off for less than an hour/,
    ],
    [
      'with a forbidden kind',
      input({ sources: [source('networking.k8s.io/Ingress'), source('/Service', 'forbidden')] }),
      'later',
      /does not let/,
    ],
    ['of another life of the table', released({ incarnation: 'i0' }), 'later', /restored/],
    ['whose clock stood still', released({ stopped: { by: 'hold', sinceMs: 0 } }), 'later', /stood still/],
    ['that is held', input({ standing: { kind: 'held', scope: 'edge:public' } }), 'held', /edge:public/],
    ['that the guard stops', input({ guard: closed }), 'blocked', /too many/],
    [
      'where the zone forbids',
      input({ standing: under(policy('upsert-only', 'sync', 'sync')) }),
      'never',
      /upsert-only/,
    ],
    [
      'where the zone is not configured',
      input({ standing: { kind: 'forbidden', policy: 'observe', noZone: true } }),
      'never',
      /^zone Z1 is not in the configuration any more; what stands there is left alone$/,
    ],
    ['of nothing', withoutRelease(), 'later', /^it is not due$/],
    ['where the edge forbids', input({ standing: under(policy('sync', 'observe', 'sync')) }), 'never', /observe/],
    [
      'where a host rule forbids',
      input({ standing: under(policy('sync', 'sync', 'create-only')) }),
      'never',
      /create-only/,
    ],
    [
      'where the installation forbids',
      input({ standing: under({ ...testConfiguration(), mode: 'observe' }) }),
      'never',
      /observe/,
    ],
  ])('%s waits', (_name, given, until, message) => {
    expect(releasable(given)).toMatchObject({ may: false, until, message: expect.stringMatching(message) });
  });

  it('that is ephemeral or approved passes a closed guard, and is not counted', () => {
    expect(releasable(input({ guard: closed, standing: { kind: 'ephemeral' } }))).toEqual({
      may: true,
      counted: false,
    });
    const approved = releasable(input({ guard: closed, standing: { kind: 'approved', by: 'oncall' } }));
    expect(approved).toEqual({ may: true, counted: false, approvedBy: 'oncall' });
  });

  it.each<[string, Partial<ReleaseInput>]>([
    ['where a policy forbids', { standing: under(policy('upsert-only', 'sync', 'sync')) }],
    ['where the installation observes', { standing: under({ ...testConfiguration(), mode: 'observe' }) }],
    ['where the guard is closed', { guard: closed }],
  ])('of what never stood ends uncounted %s, once nothing else holds it back', (_name, over) => {
    expect(releasable(input({ ...over, empty: true }))).toEqual({ may: true, counted: false, empty: true });
    expect(releasable(input({ ...over, empty: true, walked: new Set() }))).toMatchObject({ until: 'later' });
    expect(releasable(input({ empty: true, standing: { kind: 'held', scope: 'all' } }))).toMatchObject({
      until: 'held',
    });
  });

  it('of a forgotten cluster asks nobody what exists there, but the guard', () => {
    expect(releasable(input({ forgotten: true, sources: [] }))).toEqual({ may: true, counted: true });
    expect(releasable(input({ forgotten: true, sources: [], guard: closed }))).toMatchObject({ until: 'blocked' });
  });

  it('waits as long as is known', () => {
    expect(releasable(input({ guard: { ...closed, againAtMs: 7 } }))).toMatchObject({ againAtMs: 7 });
    expect('againAtMs' in releasable(input({ guard: closed }))).toBe(false);
    expect(releasable(input({ standing: { kind: 'held', scope: 'all' } }))).toEqual({
      may: false,
      until: 'held',
      message: 'held: all',
    });
    const held = input({ standing: { kind: 'held', scope: 'all', untilMs: 9 } });
    expect(releasable(held)).toMatchObject({ againAtMs: 9 });
  });
});
