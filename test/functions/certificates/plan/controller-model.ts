import type {
  LaneState,
  ListenerState,
  LoadBalancerState,
} from '../../../../functions/certificates/plan/lane-state.ts';
import { listenerArn } from './lanes.ts';

/**
 * What the AWS Load Balancer Controller makes of the annotations of Services: each listener has exactly what they name, the
 * first as its default; all else is taken off. It makes the listener once there is something to show, and fails with all
 * of it where Elastic Load Balancing refuses one (pkg/deploy/elbv2/listener_manager.go).
 */
export function controlled(lane: LaneState, annotations: ReadonlyMap<string, readonly string[]>): LaneState {
  const loadBalancers = lane.loadBalancers.map((one) => {
    const said = annotations.get(one.controller?.service ?? '');
    return said === undefined ? one : { ...one, listeners: listenersWith(lane, one, said) };
  });
  return { ...lane, loadBalancers };
}

/** What the hub knows to have said, whatever its controller has made of it by now. */
export function told(lane: LaneState, annotations: ReadonlyMap<string, readonly string[]>): LaneState {
  const loadBalancers = lane.loadBalancers.map(({ controller, ...one }) => {
    if (controller === undefined) return one;
    return { ...one, controller: { ...controller, told: annotations.get(controller.service ?? '') ?? [] } };
  });
  return { ...lane, loadBalancers };
}

function listenersWith(
  { certificates }: LaneState,
  { listeners, countsDefault, most }: LoadBalancerState,
  [first, ...others]: readonly string[],
): readonly ListenerState[] {
  if (first === undefined) throw new Error('an annotation that names nothing: the listener would lose its TLS');
  for (const arn of [first, ...others]) {
    const status = certificates.find((one) => one.arn === arn)?.status;
    if (status !== 'ISSUED') throw new Error(`names ${arn}, which is ${status}`);
  }
  if (new Set([first, ...others]).size <= others.length) throw new Error('names one certificate twice');
  const there: readonly ListenerState[] =
    listeners.length > 0 ? listeners : [{ arn: listenerArn('made'), entries: [] }];
  const used = (others.length + (countsDefault ? 1 : 0)) * there.length;
  if (used > most) throw new Error(`${used} certificates, more than the ${most}`);
  return there.map(({ arn, entries }) => ({
    arn,
    default: first,
    entries: others.map((certificate) => entries.find((one) => one.certificate === certificate) ?? { certificate }),
  }));
}
