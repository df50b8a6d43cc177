import { expect, it } from 'vitest';
import type { LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import { settle } from './arbitrary-lanes.ts';
import { type Fate, LaneModel } from './lane-model.ts';
import { balancer, certificate, dayMs, demand, edge, hostEdge, laneState, nowMs } from './lanes.ts';

const host = 'app.example.com';
const daysOf = ({ requested }: LaneModel): readonly number[] =>
  requested.map(({ atMs }) => Math.round((atMs - nowMs) / dayMs));

const publicZone = (id: string, more: object = {}) =>
  ({ id, name: 'example.com', view: 'public', policy: 'sync', adopt: [], ...more }) as const;
const openModel = (fate: Fate, more: Partial<LaneState> = {}) =>
  new LaneModel(
    laneState({ edges: [hostEdge()], demands: [demand(host)], zones: [publicZone('Z1')], ...more }),
    () => fate,
  );

it.each<[Fate, string]>([
  ['CAA_ERROR', 'CAAForbids'],
  ['timed out', 'CertificateTimedOut'],
])('what ACM refuses (%s) is never asked for again by itself', (fate, reason) => {
  const model = openModel(fate);
  settle(model, 60);
  model.pass(700 * dayMs);
  settle(model, 3);
  expect(daysOf(model)).toEqual([0]);
  const [verdict] = model.plan().verdicts;
  expect(verdict).toMatchObject({ status: 'False', reason, past: model.state.requests.map(({ token }) => token) });
  expect(verdict?.message).toContain('it is not requested again by itself: once that is mended, `npx firstlight retry');
});

/** After ten days. */
const changes: readonly [what: string, change: Partial<LaneState>, days: readonly number[]][] = [
  ['the object made anew', { demands: [demand(host, { sinceMs: nowMs + 10 * dayMs })] }, [0, 10]],
  ['the object at another edge', { demands: [demand(host, { edge: 'second' })] }, [0]],
  ['another algorithm', { edges: [hostEdge({ keyAlgorithm: 'EC_prime256v1' })] }, [0, 10]],
  ['another kind of names', { edges: [edge()] }, [0, 10]],
  ['another zone', { zones: [publicZone('Z2')] }, [0, 10]],
  ['another role for its zone', { zones: [publicZone('Z1', { roleArn: 'arn:aws:iam::1:role/dns' })] }, [0, 10]],
  ['a zone that nothing is written to', { zones: [publicZone('Z1', { policy: 'observe' })] }, [0, 10]],
  ['a zone that nothing is deleted in', { zones: [publicZone('Z1', { policy: 'upsert-only' })] }, [0]],
  ['a zone beside', { zones: [publicZone('Z1'), { ...publicZone('Z3'), name: 'other.test' }] }, [0]],
  ['other limits', { edges: [hostEdge({ perNamespaceAndYear: 500, keepUnusedDays: 1 })] }, [0]],
];

it.each(changes)('what was refused, and then %s', (_what, change, days) => {
  const model = openModel('CAA_ERROR', { edges: [hostEdge(), { ...hostEdge(), name: 'second' }] });
  settle(model, 10);
  model.state = { ...model.state, ...change };
  settle(model, 10);
  expect(daysOf(model)).toEqual(days);
});

it('is asked for once for each word of a person, at once, and stays refused from then on', () => {
  const model = openModel('CAA_ERROR');
  const say = (): void => {
    const { past = [] } = model.plan().verdicts[0] ?? {};
    const retried = { atMs: 0, by: 'oncall' };
    const requests = model.state.requests.map((one) => (past.includes(one.token) ? { ...one, retried } : one));
    model.state = { ...model.state, requests };
  };
  settle(model, 1 / 2);
  say();
  settle(model, 4);
  say();
  settle(model, 40);
  expect(model.requested.map(({ atMs }) => (atMs - nowMs) / dayMs)).toEqual([
    0,
    expect.closeTo(0.5, 1),
    expect.closeTo(4.5, 1),
  ]);
});

it('a wildcard that was refused is not asked for again for each new host beneath it', () => {
  const model = openModel('CAA_ERROR', { edges: [edge()] });
  settle(model, 3);
  const demands = [demand(host), demand('new.example.com', { sinceMs: model.state.nowMs })];
  model.state = { ...model.state, demands };
  settle(model, 3);
  model.state = { ...model.state, demands: demands.slice(1) };
  settle(model, 3);
  expect(daysOf(model)).toEqual([0]);
  expect(model.plan().verdicts.map(({ reason }) => reason)).toEqual(['CAAForbids']);
});

it('what was refused is served by what somebody else got for it', () => {
  const model = openModel('CAA_ERROR', { edges: [hostEdge({ reuse: 'any' })] });
  settle(model, 3);
  const certificates = [...model.state.certificates, certificate('theirs', ['*.example.com'], { ours: false })];
  model.state = { ...model.state, certificates };
  settle(model, 1);
  expect(isServed(model)).toEqual([host]);
  expect(daysOf(model)).toEqual([0]);
});

const bad = 'bad.example.com';
const others = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((label) => `${label}.example.com`);
const isServed = (model: LaneModel): readonly string[] =>
  model.plan().verdicts.flatMap(({ demand: one, status }) => (status === 'True' ? [one.host] : []));
/** Room for four certificates, so that names must share them. */
const crowded = () =>
  new LaneModel(
    laneState({
      edges: [hostEdge({ most: 5 })],
      demands: [bad, ...others].map((name) => demand(name)),
      loadBalancers: [balancer([], { most: 5 })],
    }),
    (name) => (name === bad ? 'CAA_ERROR' : 'issued'),
  );

it('finds the name that fails among those that share a certificate, and serves the others without it', () => {
  const model = crowded();
  settle(model, 40);
  expect(isServed(model)).toEqual(others);
  const together = model.requested.filter(({ hosts }) => hosts.includes(bad)).map(({ hosts }) => hosts.length);
  expect(together[0]).toBe(9);
  expect(together.at(-1)).toBe(1);
  expect(together).toEqual(together.toSorted((a, b) => b - a));
});

it('puts nobody with the names that ACM blames, and all others together', () => {
  const model = crowded();
  model.step();
  const requests = model.state.requests.map((past) => ({ ...past, blamed: [bad] }));
  model.state = { ...model.state, requests };
  settle(model, 2);
  expect(isServed(model)).toEqual(others);
  expect(model.requested.map(({ hosts }) => hosts.length)).toEqual([9, 8]);
});
