import { expect, it } from 'vitest';
import type { LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import { planLane } from '../../../../functions/certificates/plan/plan.ts';
import { LaneModel } from './lane-model.ts';
import {
  balancer,
  certificate,
  certificateArn,
  dayMs,
  demand,
  edge,
  hostEdge,
  laneState,
  listenerArn,
  nowMs,
  settings,
} from './lanes.ts';

const app = demand('app.example.com');
const exact = certificate('exact', ['app.example.com']);
const wildcard = certificate('wildcard', ['*.example.com', 'example.com']);
const on = (...names: readonly string[]) => [balancer(names.map(certificateArn))];
const withDefault = (name: string) => [
  balancer([], { listeners: [{ arn: listenerArn('public'), default: certificateArn(name), entries: [] }] }),
];

const choices: readonly [what: string, state: Partial<LaneState>, how: string | undefined, reason: string][] = [
  ['an exact name', { certificates: [exact, wildcard], loadBalancers: on('exact') }, 'exact', 'Attached'],
  ['a wildcard of one label', { certificates: [wildcard], loadBalancers: on('wildcard') }, 'wildcard', 'Attached'],
  ['the default', { certificates: [wildcard], loadBalancers: withDefault('wildcard') }, 'default', 'Attached'],
  ['one on its way', { certificates: [{ ...wildcard, status: 'PENDING_VALIDATION' }] }, 'joined', 'PendingValidation'],
  ['one that is issued but not yet attached', { certificates: [exact] }, 'exact', 'Issued'],
  ['nothing', {}, undefined, 'Waiting'],
  [
    'one that ends within a week',
    { certificates: [{ ...exact, notAfterMs: nowMs + 6 * dayMs }] },
    undefined,
    'Waiting',
  ],
  ['one of a private authority', { certificates: [{ ...exact, type: 'PRIVATE' }] }, undefined, 'Waiting'],
  ['one with another key', { certificates: [{ ...exact, keyAlgorithm: 'EC_prime256v1' }] }, undefined, 'Waiting'],
  ['somebody else’s', { certificates: [{ ...exact, ours: false }] }, undefined, 'Waiting'],
  [
    'an expired imported one that matches',
    {
      certificates: [{ ...exact, ours: false, type: 'IMPORTED', notAfterMs: nowMs - dayMs }],
      edges: [hostEdge({ reuse: 'any' })],
    },
    undefined,
    'Waiting',
  ],
  [
    'somebody else’s that is allowed',
    {
      certificates: [{ ...exact, ours: false }],
      edges: [hostEdge({ reuse: [exact.arn] })],
      loadBalancers: on('exact'),
    },
    'exact',
    'Attached',
  ],
  [
    'one that the object names',
    {
      certificates: [{ ...exact, ours: false }],
      demands: [{ ...app, certificateArn: exact.arn }],
      loadBalancers: on('exact'),
    },
    'exact',
    'Attached',
  ],
  [
    'a wildcard of somebody else that the object names, which would answer for others too',
    {
      certificates: [{ ...wildcard, ours: false }],
      demands: [{ ...app, certificateArn: wildcard.arn }],
      loadBalancers: [balancer([])],
    },
    undefined,
    'CertificateFailed',
  ],
  [
    'one that the object names, for other hosts',
    { certificates: [wildcard], demands: [demand('a.b.example.com', { certificateArn: wildcard.arn })] },
    undefined,
    'CertificateFailed',
  ],
  ['cert-manager’s', { demands: [{ ...app, elsewhere: 'cert-manager' }] }, undefined, 'ManagedElsewhere'],
  [
    'a wildcard, for a name two labels deeper',
    { certificates: [wildcard], demands: [demand('a.b.example.com')] },
    undefined,
    'Waiting',
  ],
];

it.each(choices)('serves a host with %s', (_what, state, how, reason) => {
  const plan = planLane(laneState({ demands: [app], ...state }));
  expect(plan.verdicts.map((one) => [one.how, one.reason])).toEqual([[how, reason]]);
  expect(plan.changes.filter(({ kind }) => kind === 'request')).toHaveLength(reason === 'Waiting' ? 1 : 0);
});

const requested: readonly [what: string, host: string, state: Partial<LaneState>, names: readonly string[]][] = [
  ['a domain and all beneath', 'app.example.com', {}, ['example.com', '*.example.com']],
  ['the same for the apex', 'example.com', {}, ['example.com', '*.example.com']],
  ['the siblings of a deeper host', 'a.b.example.com', {}, ['*.b.example.com']],
  ['the host alone, outside the domains', 'app.other.test', {}, ['app.other.test']],
  ['the host alone, by choice', 'app.example.com', { edges: [hostEdge()] }, ['app.example.com']],
  [
    'the nearest domain',
    'x.in.example.com',
    { edges: [edge({ domains: ['example.com', 'in.example.com'] })] },
    ['in.example.com', '*.in.example.com'],
  ],
];

it.each(requested)('requests %s', (_what, host, state, names) => {
  const { changes } = planLane(laneState({ demands: [demand(host)], ...state }));
  expect(changes.map((change) => change.kind === 'request' && change.names)).toEqual([names]);
});

const long = `${'l'.repeat(60)}.example.com`;
const refusals: readonly [what: string, state: Partial<LaneState>, reason: string][] = [
  ['a common name of more than 64 octets', { demands: [demand(long)], edges: [hostEdge()] }, 'NameTooLong'],
  [
    'a name that a check stops',
    { hindrances: new Map([['example.com', { reason: 'CAAForbids', message: 'no' }]]) },
    'CAAForbids',
  ],
  [
    'a namespace without budget',
    { edges: [edge({ settings: { ...settings, perNamespaceAndYear: 0 } })] },
    'BudgetUsed',
  ],
  ['a person’s stop', { demands: [{ ...app, stopped: 'Held' }] }, 'Held'],
  ['a policy that only looks', { demands: [{ ...app, stopped: 'Observing' }] }, 'Observing'],
  [
    'a load balancer without TLS',
    {
      edges: [edge({ trouble: { reason: 'NoTlsListener', message: 'no' } })],
      loadBalancers: [balancer([], { listeners: [] })],
    },
    'NoTlsListener',
  ],
  [
    'a load balancer full of others',
    { loadBalancers: on(...Array.from({ length: 24 }, (_, index) => `other-${index}`)) },
    'QuotaReached',
  ],
  [
    'a request of before the table was lost, which ACM refused',
    {
      requests: [
        {
          names: [...wildcard.names, 'other.example.com'].toSorted(),
          keyAlgorithm: 'RSA_2048',
          hosts: [],
          namespace: 'demo/shop',
          token: certificateArn('failed'),
          atMs: nowMs - 300 * dayMs,
          failure: { reason: 'CAAForbids', message: 'CAA records forbid it' },
          blamed: ['*.example.com'],
        },
      ],
    },
    'CAAForbids',
  ],
];

it.each(refusals)('requests nothing in the face of %s', (_what, state, reason) => {
  const { changes, verdicts } = planLane(laneState({ demands: [app], ...state }));
  expect(verdicts.map((one) => [one.status, one.reason])).toEqual([['False', reason]]);
  expect(changes).toEqual([]);
});

it('takes off what was replaced an hour after nobody needs it, and deletes it after 30 days', () => {
  const ending = certificate('ending', ['app.example.com'], { notAfterMs: nowMs + 6 * dayMs });
  const model = new LaneModel(
    laneState({ demands: [app], certificates: [ending, exact], loadBalancers: on('ending') }),
  );
  const kinds = () => model.step().changes.map(({ kind }) => kind);
  expect(kinds()).toEqual(['attach']);
  expect(kinds()).toEqual([]);
  model.pass(3_599_000);
  expect(kinds()).toEqual([]);
  model.pass(1_000);
  expect(kinds()).toEqual(['detach']);
  expect(kinds()).toEqual([]);
  model.pass(30 * dayMs);
  expect(kinds()).toEqual(['delete']);
});

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    demand(`h${String(index).padStart(3, '0')}.example.com`, { sinceMs: nowMs - count + index }),
  );
const finish = (model: LaneModel, hours: number) => {
  for (let hour = 0; hour < hours; hour += 1) {
    while (model.step().changes.length > 0) model.pass(1_000);
    model.pass(3_600_000);
  }
};

it('packs names only where one certificate each does not fit', () => {
  const state = laneState({ edges: [hostEdge({ perNamespaceAndYear: 500 })] });
  expect(planLane({ ...state, demands: many(24) }).changes).toHaveLength(24);
  expect(planLane({ ...state, demands: many(25) }).changes).toHaveLength(3);
  const { changes, verdicts } = planLane({ ...state, demands: many(250) });
  expect(changes).toHaveLength(24);
  expect(verdicts.filter(({ reason }) => reason === 'QuotaReached').map(({ demand: { host } }) => host)).toEqual(
    many(250)
      .slice(240)
      .map(({ host }) => host),
  );
});

it('makes room for new hosts by one certificate that takes the place of small ones', () => {
  const state = laneState({ edges: [hostEdge({ perNamespaceAndYear: 500 })], demands: many(24) });
  const model = new LaneModel(state);
  finish(model, 2);
  model.state = { ...model.state, demands: many(26) };
  finish(model, 4);
  const { verdicts } = model.plan();
  expect(verdicts.every(({ status }) => status === 'True')).toBe(true);
  expect(model.requested).toHaveLength(25);
  const [{ listeners: [listener] = [] } = {}] = model.state.loadBalancers;
  expect(listener?.entries).toHaveLength(17);
});

it('keeps what nobody needs for an hour at least', () => {
  const edges = [edge({ settings: { ...settings, keepUnusedDays: 0 } })];
  const model = new LaneModel(laneState({ edges, certificates: [exact] }));
  const kinds = () => model.step().changes.map(({ kind }) => kind);
  expect(kinds()).toEqual([]);
  model.pass(3_599_000);
  expect(kinds()).toEqual([]);
  model.pass(1_000);
  expect(kinds()).toEqual(['delete']);
});

it('does not say who keeps the certificate of a name without an address', () => {
  const demands = [{ ...app, elsewhere: 'nobody known', isUnknown: true } as const];
  const { changes, verdicts } = planLane(laneState({ demands }));
  expect(changes).toEqual([]);
  expect(verdicts.map(({ status, reason }) => `${status} ${reason}`)).toEqual(['Unknown NoAddress']);
});

it('lets no namespace take more of a load balancer than its share, and packs what is beyond', () => {
  const loadBalancers = [balancer([], { mostPerNamespace: 20 })];
  const state = laneState({ edges: [hostEdge({ perNamespaceAndYear: 500 })], loadBalancers });
  expect(planLane({ ...state, demands: many(20) }).changes).toHaveLength(20);
  expect(planLane({ ...state, demands: many(24) }).changes).toHaveLength(3);
  const others = ['a', 'b', 'c'].map((name) =>
    demand(`${name}.example.com`, { namespace: 'demo/other', sinceMs: nowMs }),
  );
  const model = new LaneModel({ ...state, demands: [...many(250), ...others] });
  finish(model, 3);
  const { verdicts } = model.plan();
  const refused = verdicts.filter(({ status }) => status !== 'True');
  expect(new Set(refused.map(({ demand: { namespace }, reason }) => `${namespace} ${reason}`))).toEqual(
    new Set(['demo/shop QuotaReached']),
  );
  expect(refused).toHaveLength(50);
  expect(refused[0]?.message).toContain('raise certificates.mostPerNamespace');
});
