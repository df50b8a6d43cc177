import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coverOf } from '../../../../functions/certificates/plan/cover.ts';
import { isValid } from '../../../../functions/certificates/plan/fitness.ts';
import type { LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import { planLane } from '../../../../functions/certificates/plan/plan.ts';
import { settle } from './arbitrary-lanes.ts';
import { controlled } from './controller-model.ts';
import { LaneModel } from './lane-model.ts';
import { dayMs } from './lanes.ts';
import { toldLanes } from './told-lanes.ts';

/** As it was read last, while a person, or a policy, says stop. */
const stopped = (lane: LaneState, by: 'Held' | 'Observing'): LaneState => ({
  ...lane,
  mayRemove: false,
  demands: lane.demands.map((one) => ({ ...one, stopped: by })),
  loadBalancers: lane.loadBalancers.map((one) => ({ ...one, keepsAll: true })),
});

it('shortens no list, and switches no first of it, when somebody says stop before it was seen', () => {
  fc.assert(
    fc.property(toldLanes, fc.constantFrom('Held', 'Observing'), (lane, by) => {
      const model = new LaneModel(lane);
      settle(model, 0.25, () => {
        const said = model.annotations.get('traefik/traefik');
        const [annotation] = planLane(stopped(model.state, by)).annotations;
        expect(annotation?.certificates ?? []).toEqual(expect.arrayContaining([...(said ?? [])]));
        expect(annotation?.certificates[0]).toEqual(said?.[0]);
      });
    }),
    { numRuns: 30 },
  );
});

/** What a drain finds: whether listeners are read, whether somebody says stop, how long after the last one. */
const moments = fc.array(
  fc.record({
    isSeen: fc.boolean(),
    stop: fc.constantFrom(undefined, undefined, 'Held' as const, 'Observing' as const),
    leaves: fc.constantFrom(undefined, undefined, 0, 1, 2),
    ms: fc.constantFrom(1_000, 400_000, 3_700_000, 31 * dayMs),
  }),
  { maxLength: 30 },
);

it('takes nothing off that serves a host which is still wanted, however late the listeners are read', () => {
  fc.assert(
    fc.property(toldLanes, moments, (lane, course) => {
      const model = new LaneModel(lane);
      let actual = lane;
      for (const { isSeen, stop, leaves, ms } of course) {
        const before = actual;
        actual = controlled({ ...model.state, loadBalancers: actual.loadBalancers }, model.annotations);
        for (const { host, edge } of model.state.demands) {
          const isTold = lane.edges.some(({ name, settings }) => name === edge && settings.mode === 'annotate');
          if (isTold && shows(before, host, actual)) expect([host, shows(actual, host, actual)]).toEqual([host, true]);
        }
        const { mayRemove, demands } = model.state;
        const wanted = demands.filter((_, index) => index !== leaves);
        if (stop !== undefined) model.state = stopped(model.state, stop);
        model.step(isSeen);
        const loadBalancers = model.state.loadBalancers.map((one) => ({ ...one, keepsAll: false }));
        model.state = { ...model.state, mayRemove, demands: wanted, loadBalancers };
        model.pass(ms);
      }
    }),
    { numRuns: 100 },
  );
});

/** Whether a listener that ends TLS has a certificate for the host that is valid by now. */
const shows = ({ loadBalancers }: LaneState, host: string, { certificates, nowMs }: LaneState): boolean =>
  loadBalancers
    .flatMap(({ listeners }) => listeners)
    .flatMap((one) => [one.default, ...one.entries.map((entry) => entry.certificate)])
    .some((arn) => {
      const known = certificates.find((certificate) => certificate.arn === arn);
      return known !== undefined && isValid(known, nowMs) && coverOf(known.names, host) !== undefined;
    });
