import { describe, expect, it } from 'vitest';
import { type ReleaseInput, releasable } from '../../../functions/claims/release.ts';
import type { Source } from '../../../shared/domain/objects.ts';
import type { ObjectRow } from '../../../shared/rows/object-rows.ts';
import { ingressRef, testConfiguration } from './world.ts';

const nowMs = 1_000_000;
const source = (of: Source['of'], state: Source['state'] = 'listed'): Source => ({
  kind: 'firstlight.dev/Source',
  form: 'full',
  key: `/${of}`,
  of,
  state,
  since: '2026-01-01T00:00:00Z',
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
  behind: false,
  configuration: testConfiguration(),
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
    release: { id: 'r1', dueMs: nowMs, sinceMs: 0, reason: 'Releasing', message: '' },
    lanes: ['dns:Z1'],
    createdMs: 0,
  },
  ...over,
});
const withoutHolder = (): ReleaseInput => {
  const { holder: _holder, ...rest } = input();
  return rest;
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

describe('a release', () => {
  it.each<[string, ReleaseInput]>([
    ['that is due, after a complete walk of all that is listed', input()],
    ['of an object whose tombstone was cleared', withoutHolder()],
    ['under policy sync everywhere', input({ configuration: policy('sync', 'sync', 'sync') })],
  ])('%s may be executed', (_name, given) => {
    expect(releasable(given)).toEqual({ may: true });
  });

  it.each<[string, ReleaseInput, 'later' | 'never', RegExp]>([
    ['not due', input({ nowMs: nowMs - 1 }), 'later', /not due/],
    ['behind the configuration', input({ behind: true }), 'later', /new configuration/],
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
      'with a forbidden kind',
      input({ sources: [source('networking.k8s.io/Ingress'), source('/Service', 'forbidden')] }),
      'later',
      /does not let/,
    ],
    ['where the zone forbids', input({ configuration: policy('upsert-only', 'sync', 'sync') }), 'never', /upsert-only/],
    ['where the edge forbids', input({ configuration: policy('sync', 'observe', 'sync') }), 'never', /observe/],
    [
      'where a host rule forbids',
      input({ configuration: policy('sync', 'sync', 'create-only') }),
      'never',
      /create-only/,
    ],
    [
      'where the installation forbids',
      input({ configuration: { ...testConfiguration(), mode: 'observe' } }),
      'never',
      /observe/,
    ],
  ])('%s waits', (_name, given, until, message) => {
    expect(releasable(given)).toMatchObject({ may: false, until, message: expect.stringMatching(message) });
  });
});
