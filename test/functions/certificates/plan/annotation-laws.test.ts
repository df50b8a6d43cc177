import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import { planLane } from '../../../../functions/certificates/plan/plan.ts';
import { arbitraryLane, settle } from './arbitrary-lanes.ts';
import { LaneModel } from './lane-model.ts';
import { balancer, balancerArn, certificate, demand, hostEdge, laneState } from './lanes.ts';

/** The same lanes, where a controller of the cluster owns the load balancer and is told, or has no listener for TLS yet. */
const told = fc
  .record({ lane: arbitraryLane, hasListener: fc.boolean(), countsDefault: fc.boolean() })
  .map(({ lane, hasListener, countsDefault }): LaneState => {
    const edges = lane.edges.map((edge) => {
      const { loadBalancer, settings, ...rest } = edge;
      return loadBalancer === undefined
        ? edge
        : { ...rest, loadBalancer, settings: { ...settings, mode: 'annotate' as const } };
    });
    const isTold = edges.some(({ settings }) => settings.mode === 'annotate');
    const loadBalancers = lane.loadBalancers.map((one) => ({
      ...one,
      countsDefault,
      // One more than is planned for, as somebody else may have filled it.
      most: Math.max(
        one.most,
        (one.listeners[0]?.entries.length ?? 0) * one.listeners.length + 2 * one.listeners.length,
      ),
      listeners: hasListener ? one.listeners : [],
      controller: {
        name: 'the AWS Load Balancer Controller of cluster demo',
        service: 'traefik/traefik',
        tellsIn: isTold ? ['demo'] : [],
        told: [],
      },
    }));
    return { ...lane, edges, loadBalancers };
  });

const shown = ({ loadBalancers }: LaneState, arn: string): readonly string[] =>
  (loadBalancers.find((one) => one.arn === arn)?.listeners ?? []).flatMap((one) => one.default ?? []);

it('comes to rest with what a strict controller takes: every host is served by it, or says why not', () => {
  fc.assert(
    fc.property(told, (lane) => {
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
    fc.property(told, (lane) => {
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
    fc.property(told, (lane) => {
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

/** As it was read last, while a person, or a policy, says stop. */
const stopped = (lane: LaneState, by: 'Held' | 'Observing'): LaneState => ({
  ...lane,
  mayRemove: false,
  demands: lane.demands.map((one) => ({ ...one, stopped: by })),
  loadBalancers: lane.loadBalancers.map((one) => ({ ...one, keepsAll: true })),
});

it('shortens no list, and switches no first of it, when somebody says stop before it was seen', () => {
  fc.assert(
    fc.property(told, fc.constantFrom('Held', 'Observing'), (lane, by) => {
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
