import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import { planLane } from '../../../../functions/certificates/plan/plan.ts';
import { settle } from './arbitrary-lanes.ts';
import { LaneModel } from './lane-model.ts';
import { balancer, balancerArn, certificate, demand, hostEdge, laneState } from './lanes.ts';
import { toldLanes } from './told-lanes.ts';

const shown = ({ loadBalancers }: LaneState, arn: string): readonly string[] =>
  (loadBalancers.find((one) => one.arn === arn)?.listeners ?? []).flatMap((one) => one.default ?? []);

it('comes to rest with what a strict controller takes: every host is served by it, or says why not', () => {
  fc.assert(
    fc.property(toldLanes, (lane) => {
      const model = new LaneModel(lane);
      settle(model, 2);
      const { changes, verdicts } = model.plan();
      expect(changes.filter(({ kind }) => kind !== 'request')).toEqual([]);
      for (const { status, reason } of verdicts) {
        if (status === 'True') continue;
        expect(['QuotaReached', 'BudgetUsed', 'NameTooLong', 'CertificateFailed']).toContain(reason);
      }
    }),
    { numRuns: 30 },
  );
});

it('never switches the default of a listener, and takes off nothing that is not ours', () => {
  fc.assert(
    fc.property(toldLanes, (lane) => {
      const model = new LaneModel(lane);
      let [standard] = shown(lane, balancerArn('public'));
      const foreign = lane.loadBalancers.flatMap(({ listeners }) =>
        listeners.flatMap(({ entries }) => entries.map((entry) => entry.certificate)),
      );
      const others = foreign.filter((arn) => lane.certificates.find((one) => one.arn === arn)?.ours !== true);
      settle(model, 3, () => {
        const [now] = shown(model.state, balancerArn('public'));
        if (standard !== undefined) expect(now).toBe(standard);
        standard = now;
      });
      const said = model.annotations.get('traefik/traefik');
      if (said !== undefined) expect(said).toEqual(expect.arrayContaining(others));
    }),
    { numRuns: 30 },
  );
});

it('says the same whatever the order that it is told in, and nothing new once it stands', () => {
  fc.assert(
    fc.property(toldLanes, (lane) => {
      const model = new LaneModel(lane);
      settle(model, 2);
      const turned = {
        ...model.state,
        demands: model.state.demands.toReversed(),
        certificates: model.state.certificates.toReversed(),
      };
      expect(new LaneModel(turned).plan().annotations).toEqual(model.plan().annotations);
      for (const { service, certificates } of model.plan().annotations) {
        expect(model.annotations.get(service)).toEqual(certificates);
      }
    }),
    { numRuns: 30 },
  );
});

it('names no more than fits into one annotation, and says whose host has no room', () => {
  const hosts = Array.from({ length: 60 }, (_, index) => `h${index}.example.com`);
  const region = 'cn-northwest-1';
  const certificates = hosts.map((host, index) => {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    return certificate('', [host], { arn: `arn:aws-cn:acm:${region}:111122223333:certificate/${id}` });
  });
  const controller = { name: 'a controller', service: 'traefik/traefik', tellsIn: ['demo'], told: [] };
  const { annotations, verdicts } = planLane(
    laneState({
      edges: [hostEdge({ mode: 'annotate', most: 100 })],
      loadBalancers: [balancer([], { most: 100, controller })],
      demands: hosts.map((host) => demand(host)),
      certificates,
    }),
  );
  const named = annotations[0]?.certificates ?? [];
  expect(named).toHaveLength(44);
  expect(named.join(',').length).toBeLessThanOrEqual(4_096);
  expect(verdicts.filter(({ reason }) => reason === 'QuotaReached')).toHaveLength(16);
});
