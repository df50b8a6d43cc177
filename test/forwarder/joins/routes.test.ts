import { describe, expect, it } from 'vitest';
import type { KindId } from '#shared/domain/kinds.ts';
import type { ProjectedObject, SourceState } from '#shared/domain/objects.ts';
import { joinedSource } from '../../../forwarder/joins/joined-source.ts';
import type { RawSink, RawSource, ReducedObject } from '../../../forwarder/joins/raw-source.ts';
import { type WatchedId, watchedIds } from '../../../forwarder/joins/watched-kinds.ts';
import type { ObjectSink } from '../../../forwarder/ports.ts';
import { project } from '../../../forwarder/project.ts';

const routeKind = 'gateway.networking.k8s.io/HTTPRoute';
const gatewayKind = 'gateway.networking.k8s.io/Gateway';

const reduced = (raw: object): ReducedObject => {
  const projection = project(raw);
  if (projection.result !== 'object') throw new Error(`not an object: ${JSON.stringify(projection)}`);
  return projection.object;
};
const gateway = (spec: object = {}, metadata: object = {}) =>
  reduced({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'main', namespace: 'infra', ...metadata },
    spec: { gatewayClassName: 'x', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }], ...spec },
  });
const route = (parentRefs: readonly object[] = [{ name: 'main', namespace: 'infra' }]) =>
  reduced({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { hostnames: ['a.example.com'], parentRefs },
  });
const listenerSet = () =>
  reduced({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ListenerSet',
    metadata: { name: 'set', namespace: 'shop' },
    spec: { parentRef: { name: 'main', namespace: 'infra' }, listeners: [{ name: 'a', port: 1, protocol: 'HTTP' }] },
  });

/** The joins of the product before a source that the test speaks for; all kinds are listed with what is given. */
function listed(...objects: readonly ReducedObject[]) {
  let raw: RawSink | undefined;
  const source: RawSource = {
    kinds: watchedIds,
    start: (sink) => {
      raw = sink;
    },
    stop: async () => undefined,
    pause: () => undefined,
    resume: () => undefined,
  };
  const told: { object: ProjectedObject | undefined; times: number; state: string } = {
    object: undefined,
    times: 0,
    state: '',
  };
  const hear = (object: ProjectedObject): void => {
    if (object.kind !== routeKind) return;
    if (JSON.stringify(object) !== JSON.stringify(told.object)) told.times += 1;
    told.object = object;
  };
  const sink: ObjectSink = {
    listed(kind: KindId, all: readonly ProjectedObject[]) {
      if (kind === routeKind) told.state = 'listed';
      for (const object of all) hear(object);
    },
    notListed(kind: KindId, state: SourceState, message: string) {
      if (kind === routeKind) told.state = `${state}: ${message}`;
    },
    upsert: hear,
    remove: () => undefined,
    absenceKnown: () => undefined,
  };
  joinedSource(source).start(sink);
  if (raw === undefined) throw new Error('not started');
  const of = (kind: WatchedId) => objects.filter((object) => object.kind === kind);
  for (const kind of watchedIds) raw.listed(kind, of(kind));
  return { raw, told };
}

describe('a route', () => {
  it('takes along what its Gateway says, and follows it', () => {
    const { raw, told } = listed(route(), gateway());
    expect(told.object).toMatchObject({ parents: [{ key: 'infra/main', listeners: [{ name: 'http', port: 80 }] }] });
    raw.upsert(gateway({ listeners: [{ name: 'tls', port: 443, protocol: 'HTTPS' }] }));
    expect(told.object).toMatchObject({ parents: [{ listeners: [{ name: 'tls' }] }] });
    raw.remove(gatewayKind, 'infra/main');
    expect(told.object).toMatchObject({ parents: [] });
    expect(told.object).not.toHaveProperty('problems');
  });

  it('is not told anew when its Gateway changes in what it does not say', () => {
    const { raw, told } = listed(route([{ name: 'main', namespace: 'infra', sectionName: 'http' }]), gateway());
    const other = { name: 'other', port: 81, protocol: 'HTTP' };
    raw.upsert(gateway({ listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }, other] }, { labels: { a: 'b' } }));
    expect(told.times).toBe(1);
  });

  it('follows the Gateway behind a ListenerSet', () => {
    const { raw, told } = listed(route([{ kind: 'ListenerSet', name: 'set' }]), listenerSet(), gateway());
    expect(told.object).toMatchObject({ parents: [{ key: 'shop/set', gateway: { key: 'infra/main' } }] });
    raw.upsert(gateway({ gatewayClassName: 'y' }));
    expect(told.object).toMatchObject({ parents: [{ gateway: { className: 'y' } }] });
  });

  it('has only those labels of its namespace that a listener selects by', () => {
    const selector = { matchExpressions: [{ key: 'team', operator: 'Exists' }] };
    const allowedRoutes = { namespaces: { from: 'Selector', selector } };
    const selecting = gateway({ listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes }] });
    const { raw, told } = listed(route(), selecting);
    expect(told.object).toMatchObject({ namespaceLabels: {} });
    const labels = { team: 'shop', tier: 'web' };
    raw.upsert(reduced({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } }));
    expect(told.object).toMatchObject({ namespaceLabels: { team: 'shop' } });
    raw.upsert(reduced({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'shop' } } }));
    expect(told.times).toBe(2);
  });

  it.each([
    ['cannot be read', gateway({ listeners: [{ name: 'http', port: 'x', protocol: 'HTTP' }] })],
    [
      'is of a version that nobody reads',
      reduced({
        apiVersion: 'gateway.networking.k8s.io/v9',
        kind: 'Gateway',
        metadata: { name: 'main', namespace: 'infra' },
      }),
    ],
  ])('says so when its Gateway %s', (_what, part) => {
    const { told } = listed(route(), part);
    expect(told.object).toMatchObject({ parents: [], problems: [{ field: 'spec.parentRefs[0]' }] });
  });

  it('says so while its Gateway may only be unreadable', () => {
    const { raw, told } = listed(route());
    raw.absenceKnown(false);
    raw.upsert(route());
    expect(told.object).toMatchObject({ problems: [{ field: 'spec.parentRefs[0]' }] });
    raw.absenceKnown(true);
    expect(told.object).not.toHaveProperty('problems');
  });

  it('is frozen while Gateways may not be read, and says why', () => {
    const { raw, told } = listed(route(), gateway());
    raw.notListed(gatewayKind, 'forbidden', 'may not list gateways');
    expect(told.state).toBe(`forbidden: needs ${gatewayKind}, which is forbidden: may not list gateways`);
    raw.listed(gatewayKind, [gateway()]);
    expect(told.state).toBe('listed');
  });

  it.each([
    ['went', [listenerSet()]],
    ['went before anything was read', []],
  ])('that names a ListenerSet says so while that kind is absent, when it %s', (_what, sets) => {
    const { raw, told } = listed(route([{ kind: 'ListenerSet', name: 'set' }]), gateway(), ...sets);
    raw.notListed('gateway.networking.k8s.io/ListenerSet', 'absent', 'the CustomResourceDefinition is being deleted');
    expect(told.state).toBe('listed');
    expect(told.object).toMatchObject({ parents: [], problems: [{ field: 'spec.parentRefs[0]' }] });
    raw.upsert(gateway({ gatewayClassName: 'y' }));
    expect(told.object).toMatchObject({ parents: [], problems: [{ field: 'spec.parentRefs[0]' }] });
    raw.listed('gateway.networking.k8s.io/ListenerSet', [listenerSet()]);
    expect(told.object).toMatchObject({ parents: [{ key: 'shop/set' }] });
    expect(told.object).not.toHaveProperty('problems');
  });

  it('that names no ListenerSet does not care whether there is that kind', () => {
    const { raw, told } = listed(route(), gateway());
    raw.notListed('gateway.networking.k8s.io/ListenerSet', 'absent', '');
    expect(told.times).toBe(1);
  });

  it('that would be too large with its parents is only named', () => {
    const listeners = Array.from({ length: 64 }, (_, at) => ({
      name: `${at}`,
      port: at,
      protocol: 'HTTP',
      hostname: 'h'.repeat(1_000),
    }));
    const { told } = listed(route(), gateway({ listeners }));
    expect(told.object).toMatchObject({ form: 'stub', reason: 'TooLarge' });
  });
});
