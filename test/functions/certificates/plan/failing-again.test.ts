import { expect, it } from 'vitest';
import { settle } from './arbitrary-lanes.ts';
import { type Fate, LaneModel } from './lane-model.ts';
import { balancer, dayMs, demand, hostEdge, laneState, nowMs } from './lanes.ts';

const host = 'app.example.com';
const daysOf = ({ requested }: LaneModel): readonly number[] =>
  requested.map(({ atMs }) => Math.round((atMs - nowMs) / dayMs));

it.each<[Fate, readonly number[]]>([
  ['CAA_ERROR', [0, 1, 3, 7, 15, 31, 63, 95]],
  ['timed out', [0, 3, 6, 10, 18, 34, 66, 98]],
])('what ACM refuses again and again (%s) is asked for ever more rarely', (fate, days) => {
  const edges = [hostEdge()];
  const model = new LaneModel(laneState({ edges, demands: [demand(host)] }), () => fate);
  settle(model, 110);
  expect(daysOf(model)).toEqual(days);
  const [verdict] = model.plan().verdicts;
  expect(verdict?.message).toMatch(
    /failed 8 times in a row, and is requested again at .*, or once its object is made anew/,
  );
});

it('is asked for at once for an object that was made anew, and from then on as if it had never failed', () => {
  const model = new LaneModel(laneState({ edges: [hostEdge()], demands: [demand(host)] }), () => 'CAA_ERROR');
  settle(model, 20);
  model.state = { ...model.state, demands: [demand(host, { sinceMs: model.state.nowMs })] };
  settle(model, 5);
  expect(daysOf(model)).toEqual([0, 1, 3, 7, 15, 20, 21, 23]);
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
  expect(model.requested.map(({ hosts }) => hosts.length)).toEqual([9, 8, 1]);
});
