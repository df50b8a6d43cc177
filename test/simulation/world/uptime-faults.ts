import type { Fault } from '#local/cloud/model-options.ts';
import { brokenConnection } from '#local/cloud/route53/faults.ts';
import type { Route53Request } from '#local/cloud/route53/request.ts';
import { faultAnswers } from '#local/cloud/uptimerobot/answer.ts';
import type { Engine } from '../engine/engine.ts';

/** What goes wrong with one request of Firstlight, if anything; what is made may be denied. */
export function drawUptimeFault({ faults }: Engine, request: Route53Request, isAway: boolean): Fault {
  if (isAway) return brokenConnection;
  if (faults.hit('uptimerobot.throttled')) return faultAnswers.throttled;
  if (faults.hit('uptimerobot.error')) return faultAnswers.unavailable;
  const denied = faultAnswers.failedTo?.(request);
  if (denied !== undefined && faults.hit('uptimerobot.denied')) return { after: denied };
  return faults.hit('uptimerobot.answerLost') ? { after: brokenConnection } : undefined;
}
