import { priorRequestNotComplete, throttling } from '#local/cloud/route53/refusal.ts';
import type { Route53Request } from '#local/cloud/route53/request.ts';
import type { Fault } from '#local/cloud/route53/route53.ts';
import { answerRefusal } from '#local/cloud/route53/xml-out.ts';
import type { Engine } from '../engine/engine.ts';

/** What goes wrong with one request of Firstlight, if anything; an answer can get lost after the change was made. */
export function drawRoute53Fault({ faults }: Engine, { method }: Route53Request): Fault {
  if (faults.hit('route53.throttled')) return answerRefusal(throttling, 'fault');
  if (method === 'POST' && faults.hit('route53.busy')) return answerRefusal(priorRequestNotComplete, 'fault');
  if (faults.hit('route53.error')) return unavailable;
  if (faults.hit('route53.answerLost')) return { after: brokenConnection };
  return undefined;
}

const unavailable = { status: 503, headers: {}, body: '' };
/** What `inProcess` takes for a connection that broke. */
const brokenConnection = { status: 0, headers: {}, body: '' };
