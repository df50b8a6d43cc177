import fc from 'fast-check';
import type { LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import { arbitraryLane } from './arbitrary-lanes.ts';

/** The same lanes, where a controller of the cluster owns the load balancer and is told, or has no listener for TLS yet. */
export const toldLanes = fc
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
