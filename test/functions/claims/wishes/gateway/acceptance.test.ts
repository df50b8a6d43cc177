import { describe, expect, it } from 'vitest';
import { acceptanceOf, parentAcceptance } from '../../../../../functions/claims/wishes/gateway/acceptance.ts';
import { listenersFor } from '../../../../../functions/claims/wishes/gateway/listeners.ts';
import type { Listener, ParentRef, ParentStatus, Route, RouteParent } from '../../../../../shared/domain/routes.ts';

const ref: ParentRef = { of: 'gateway.networking.k8s.io/Gateway', key: 'infra/main' };
const parent: RouteParent = { ...ref, annotations: {}, listeners: [] };
const route = (over: Partial<Route> = {}): Route => ({
  kind: 'gateway.networking.k8s.io/HTTPRoute',
  form: 'full',
  key: 'shop/web',
  apiVersion: 'gateway.networking.k8s.io/v1',
  uid: 'u1',
  annotations: {},
  labels: {},
  hostnames: [],
  parentRefs: [ref],
  parentStatuses: [],
  parents: [parent],
  ...over,
});
const says = (status: string, over: Partial<ParentStatus> = {}): ParentStatus => ({
  ...ref,
  accepted: { status, reason: 'Because' },
  ...over,
});

describe('what controllers say of a parentRef', () => {
  const of = (asked: Partial<ParentRef>, ...parentStatuses: readonly ParentStatus[]) =>
    acceptanceOf(route({ parentStatuses }), { ...ref, ...asked });

  it.each([
    ['yes', {}, [says('True')], { kind: 'accepted' }],
    ['no', {}, [says('False')], { kind: 'refused', reason: 'Because' }],
    [
      'no, without a reason',
      {},
      [says('False', { accepted: { status: 'False' } })],
      { kind: 'refused', reason: 'without a reason' },
    ],
    ['perhaps', {}, [says('Unknown')], { kind: 'unsaid' }],
    ['nothing', {}, [ref], { kind: 'unsaid' }],
    ['one yes and one no', {}, [says('False'), says('True')], { kind: 'accepted' }],
    ['yes to another name', {}, [says('True', { key: 'infra/other' })], { kind: 'unsaid' }],
    ['yes to another kind', {}, [says('True', { of: '/Service' })], { kind: 'unsaid' }],
    ['yes to its section', { sectionName: 'a' }, [says('True', { sectionName: 'a' })], { kind: 'accepted' }],
    ['yes to another section', { sectionName: 'a' }, [says('True', { sectionName: 'b' })], { kind: 'unsaid' }],
    ['yes to its port', { port: 80 }, [says('True', { port: 80 })], { kind: 'accepted' }],
    ['yes to another port', { port: 80 }, [says('True', { port: 81 })], { kind: 'unsaid' }],
    ['yes to all of it', { sectionName: 'a', port: 80 }, [says('True')], { kind: 'accepted' }],
    ['yes to a part of what it asks', {}, [says('True', { sectionName: 'a' })], { kind: 'unsaid' }],
    [
      'yes to all of it and no to its section',
      { sectionName: 'a' },
      [says('True'), says('False', { sectionName: 'a' })],
      { kind: 'refused', reason: 'Because' },
    ],
  ] as const)('%s', (_what, asked, statuses, expected) => {
    expect(of(asked, ...statuses)).toEqual(expected);
  });

  it('is needed of what was ever in a cluster', () => {
    const { uid: _none, ...written } = route();
    expect(acceptanceOf(written, ref)).toEqual({ kind: 'accepted' });
    expect(acceptanceOf(route(), ref)).toEqual({ kind: 'unsaid' });
    expect(acceptanceOf({ ...written, parentStatuses: [says('False')] }, ref)).toMatchObject({ kind: 'refused' });
  });

  it('of a ListenerSet is needed too, of a Gateway not', () => {
    const set = { ...parent, of: 'gateway.networking.k8s.io/ListenerSet' };
    const { uid: _none, ...written } = route();
    expect(parentAcceptance(route(), parent)).toEqual({ kind: 'accepted' });
    expect(parentAcceptance(route(), set)).toEqual({ kind: 'unsaid' });
    expect(parentAcceptance(written, set)).toEqual({ kind: 'accepted' });
    expect(parentAcceptance(written, { ...set, accepted: { status: 'False' } })).toMatchObject({ kind: 'refused' });
  });
});

describe('the listeners of a parent', () => {
  const listener = (over: Partial<Listener> = {}): Listener => ({
    name: 'a',
    port: 80,
    protocol: 'HTTP',
    from: 'All',
    ...over,
  });
  const named = (over: Partial<Listener>, asked: Partial<ParentRef> = {}, of: Partial<Route> = {}) =>
    listenersFor(route(of), { ...ref, ...asked }, { ...parent, listeners: [listener(over)] });
  const tls = { kind: 'gateway.networking.k8s.io/TLSRoute' } as const;
  const grpc = { kind: 'gateway.networking.k8s.io/GRPCRoute' } as const;
  const selector = { matchLabels: { team: 'a' } };

  it.each([
    [{}, {}, {}],
    [{}, { sectionName: 'a', port: 80 }, {}],
    [{ protocol: 'HTTPS' }, {}, grpc],
    [{ protocol: 'TLS' }, {}, tls],
    [{ kinds: ['gateway.networking.k8s.io/HTTPRoute'] }, {}, {}],
    [{ from: 'Same' }, {}, { key: 'infra/web' }],
    [{ from: 'Selector', selector }, {}, { namespaceLabels: { team: 'a' } }],
  ])('take it: %j %j %j', (over, asked, of) => {
    expect(named(over, asked, of)).toEqual([listener(over)]);
  });

  it.each([
    [{}, { sectionName: 'b' }, {}, 'has no listener named b'],
    [{}, { port: 81 }, {}, 'has no listener on port 81'],
    [{}, { sectionName: 'b', port: 81 }, {}, 'has no listener named b on port 81'],
    [{ protocol: 'TCP' }, {}, {}, 'takes no HTTPRoute'],
    [{ protocol: 'TLS' }, { sectionName: 'a' }, {}, 'takes no HTTPRoute at its listener named a'],
    [{}, {}, tls, 'takes no TLSRoute'],
    [{ kinds: ['gateway.networking.k8s.io/HTTPRoute'] }, {}, grpc, 'takes no GRPCRoute'],
    [{ from: 'Same' }, {}, {}, 'takes no routes from namespace shop'],
    [{ from: 'None' }, { port: 80 }, {}, 'takes no routes from namespace shop at its listener on port 80'],
    [{ from: 'Selector' }, {}, {}, 'takes no routes from namespace shop'],
    [{ from: 'Selector', selector }, {}, { namespaceLabels: { team: 'b' } }, 'takes no routes from namespace shop'],
    [{ from: 'Selector', selector }, {}, {}, 'takes no routes from namespace shop'],
  ])('do not take it: %j %j %j', (over, asked, of, problem) => {
    expect(named(over, asked, of)).toEqual({ problem });
  });
});
