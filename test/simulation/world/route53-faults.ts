import type { Fault } from '#local/cloud/model-options.ts';
import { brokenConnection, insteadOfWork } from '#local/cloud/route53/faults.ts';
import type { Route53Request } from '#local/cloud/route53/request.ts';
import type { Engine } from '../engine/engine.ts';

/** What goes wrong with one request of Firstlight, if anything; an answer can get lost after the change was made. */
export function drawRoute53Fault({ faults }: Engine, { method }: Route53Request): Fault {
  if (faults.hit('route53.throttled')) return insteadOfWork.throttled;
  if (method === 'POST' && faults.hit('route53.busy')) return insteadOfWork.busy;
  if (faults.hit('route53.error')) return insteadOfWork.unavailable;
  if (faults.hit('route53.answerLost')) return { after: brokenConnection };
  return undefined;
}
