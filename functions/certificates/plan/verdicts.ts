import type { ConditionStatus } from '#shared/domain/condition.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { Choice, How } from './choice.ts';
import { awaiting, leftTo } from './controller-words.ts';
import type { Lane } from './lane.ts';
import type { Demand, Hindrance } from './lane-state.ts';
import { plannedFor } from './planned.ts';
import { naming, type Said, served } from './served.ts';
import { isServed } from './wanted.ts';

/** How far a host got at an edge, and what holds it up. */
export interface Verdict {
  readonly demand: Demand;
  readonly status: ConditionStatus;
  readonly reason: Reason;
  readonly message: string;
  /** The certificate that serves it, or is to. */
  readonly certificate?: string;
  readonly how?: How;
  /** Listeners that answer for it by now. */
  readonly attachedTo: readonly string[];
  /** Where it is to be served; absent where certificates are only issued. */
  readonly loadBalancer?: string;
  readonly expiresMs?: number;
  /** What would be done if neither a policy nor a hold forbade it: `request a certificate for www.example.com`. */
  readonly planned?: readonly string[];
  /** Tokens of requests that ACM refused, or that came to nothing, for which none is made now. */
  readonly past?: readonly string[];
}

export interface Obstacles {
  readonly noRoom: ReadonlySet<Choice>;
  /** Why nothing is requested for a host and edge. */
  readonly refusals: ReadonlyMap<Choice, Hindrance>;
  /** Why a change failed that the choice waits for. */
  readonly troubles: ReadonlyMap<Choice, Hindrance>;
}

export function judge(lane: Lane, choice: Choice, obstacles: Obstacles): Verdict {
  const { placed, certificate, how } = choice;
  const { demand } = placed;
  const attachedTo = placed.listeners.flatMap((one) => (isServed(lane, placed, one) === undefined ? [] : [one.arn]));
  const where = placed.loadBalancer === undefined ? {} : { loadBalancer: placed.loadBalancer.arn };
  const said = { demand, attachedTo, ...where, ...(how === undefined ? {} : { how }), ...naming(certificate) };
  if (demand.isUnknown === true) {
    const message = 'who keeps its certificate is not known before it has an address';
    return { ...said, status: 'Unknown', reason: 'NoAddress', message };
  }
  if (demand.elsewhere !== undefined) {
    return {
      ...said,
      status: 'True',
      reason: 'ManagedElsewhere',
      message: `its certificate is managed by ${demand.elsewhere}`,
    };
  }
  const hindrance = choice.refusal ?? obstacles.troubles.get(choice) ?? obstacles.refusals.get(choice);
  const planned = plannedFor(choice, hindrance);
  const isServing = placed.listeners.length > 0 && attachedTo.length === placed.listeners.length;
  if (isServing && placed.edge.trouble === undefined)
    return { ...said, ...planned, ...served(lane, choice, hindrance) };
  if (lane.state.unread !== undefined) return { ...said, status: 'False', ...lane.state.unread };
  if (placed.edge.trouble !== undefined) return { ...said, status: 'False', ...placed.edge.trouble };
  if (hindrance !== undefined) return { ...said, ...planned, status: 'False', ...hindrance };
  if (certificate === undefined) {
    return { ...said, status: 'False', reason: 'Waiting', message: 'a certificate is about to be requested' };
  }
  return { ...said, ...planned, ...underway(choice, obstacles) };
}

function underway(choice: Choice, { noRoom }: Obstacles): Said {
  const { placed, certificate } = choice;
  const { demand, edge, loadBalancer } = placed;
  const arn = certificate?.arn ?? '';
  if (certificate?.stuck !== undefined) return { status: 'False', ...certificate.stuck };
  if (certificate?.status !== 'ISSUED') {
    return { status: 'False', reason: 'PendingValidation', message: `ACM has not issued ${arn} yet` };
  }
  const controller = loadBalancer?.controller;
  if (controller !== undefined && edge.settings.mode !== 'annotate') return leftTo(controller, arn);
  if (loadBalancer === undefined) {
    const message = edge.settings.mode === 'issue-only' ? 'somebody else puts it on a load balancer' : 'it is issued';
    return { status: 'True', reason: 'Issued', message: `${arn}: ${message}` };
  }
  if (demand.stopped !== undefined) {
    const message = demand.stopped === 'Held' ? 'is not put on the load balancer' : 'would be put on the load balancer';
    return { status: 'False', reason: demand.stopped, message: `${arn} ${message}` };
  }
  if (noRoom.has(choice)) {
    const message = `${arn} is issued, but ${loadBalancer.arn} has all of its ${loadBalancer.most} certificates; raise the quota, or use wildcards`;
    return { status: 'False', reason: 'QuotaReached', message };
  }
  if (controller !== undefined) return { status: 'False', reason: 'Issued', message: awaiting(controller, arn) };
  return { status: 'False', reason: 'Issued', message: `${arn} is issued and goes on the load balancer` };
}
