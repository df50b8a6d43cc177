import { describe, expect, it } from 'vitest';
import type { DesiredSite } from '../../../../forwarder/status/plan/desired.ts';
import {
  hasSpec,
  hasStatus,
  newSiteObject,
  type ObservedSite,
  specOf,
  specPatch,
  statusPatch,
} from '../../../../forwarder/status/plan/site-object.ts';

const condition = { type: 'Ready', status: 'False', reason: 'NameTaken', message: 'm' } as const;
const site: DesiredSite = {
  namespace: 'shop',
  name: 'a.example.com--0123456789',
  host: 'a.example.com',
  view: 'public',
  setIdentifier: 'blue',
  source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', namespace: 'shop', name: 'web' },
  edge: 'public',
  conditions: [condition],
};
const spec = {
  host: 'a.example.com',
  view: 'public',
  setIdentifier: 'blue',
  source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', name: 'web' },
};
const observed: ObservedSite = {
  namespace: 'shop',
  name: site.name,
  uid: 'u',
  resourceVersion: '7',
  ours: true,
  spec,
  conditions: [{ ...condition, lastTransitionTime: '2026-01-01T00:00:00Z' }],
  edge: 'public',
};

describe('a Site object', () => {
  it('carries our label and the mark of its cluster', () => {
    expect(newSiteObject(site, 'demo')).toEqual({
      apiVersion: 'firstlight.dev/v1alpha1',
      kind: 'Site',
      metadata: {
        name: site.name,
        namespace: 'shop',
        labels: { 'app.kubernetes.io/managed-by': 'firstlight' },
        annotations: { 'firstlight.dev/cluster': 'demo' },
      },
      spec,
    });
    expect(specOf({ ...site, setIdentifier: '' })).not.toHaveProperty('setIdentifier');
  });

  it('is changed only as it was read, and fields that are gone go', () => {
    expect(specPatch({ ...site, setIdentifier: '' }, observed)).toMatchObject({
      metadata: { resourceVersion: '7' },
      spec: { setIdentifier: null },
    });
    expect(specPatch(site, observed)).toMatchObject({ spec });
    expect(statusPatch({ ...site, edge: '' }, observed, 0)).toEqual({
      metadata: { resourceVersion: '7' },
      status: {
        edge: null,
        releaseDue: null,
        conditions: [{ ...condition, lastTransitionTime: '2026-01-01T00:00:00Z' }],
      },
    });
    expect(statusPatch({ ...site, releaseDue: 'then' }, observed, 0)).toMatchObject({
      status: { edge: 'public', releaseDue: 'then' },
    });
  });

  it.each([
    [{ ...condition, reason: 'ZoneFull' }, '2026-01-01T00:00:00Z'],
    [{ ...condition, status: 'True' }, '1970-01-01T00:00:01Z'],
    [{ ...condition, type: 'DnsReady' }, '1970-01-01T00:00:01Z'],
  ] as const)('a condition %j changed at %s', (next, lastTransitionTime) => {
    const patch = statusPatch({ ...site, conditions: [next] }, observed, 1_234);
    expect(patch).toMatchObject({ status: { conditions: [{ ...next, lastTransitionTime }] } });
  });

  it.each<[string, Partial<ObservedSite>, boolean, boolean]>([
    ['as it is to be', {}, true, true],
    ['of another host', { spec: { ...spec, host: 'b' } }, false, true],
    ['without a spec', { spec: undefined }, false, true],
    ['with other words', { conditions: [{ ...condition, message: 'x', lastTransitionTime: '' }] }, true, false],
    ['with a condition less', { conditions: [] }, true, false],
    ['of another edge', { edge: 'other' }, true, false],
    ['that is to go', { releaseDue: 'then' }, true, false],
  ])('%s', (_, more, isSpec, isStatus) => {
    expect(hasSpec(site, { ...observed, ...more })).toBe(isSpec);
    expect(hasStatus(site, { ...observed, ...more })).toBe(isStatus);
  });

  it('needs no edge', () => {
    const { edge: _edge, ...without } = observed;
    expect(hasStatus({ ...site, edge: '' }, without)).toBe(true);
    expect(hasStatus(site, without)).toBe(false);
  });
});
