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

it('puts nobody else on a certificate with a name that failed, also when ACM has forgotten it', () => {
  const bad = 'bad.example.com';
  const demands = [bad, 'a.example.com', 'b.example.com', 'c.example.com', 'd.example.com'].map((name) => demand(name));
  const edges = [hostEdge({ most: 3 })];
  const model = new LaneModel(laneState({ edges, demands, loadBalancers: [balancer([], { most: 3 })] }), (name) =>
    name === bad ? 'CAA_ERROR' : 'issued',
  );
  settle(model, 40);
  const together = model.requested.filter(({ hosts }) => hosts.includes(bad)).map(({ hosts }) => hosts.length);
  expect(together[0]).toBeGreaterThan(1);
  expect(together.slice(1).every((count) => count === 1)).toBe(true);
});
