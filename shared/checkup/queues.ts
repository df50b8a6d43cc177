import type { Doorbell } from '#shared/runtime/doorbell.ts';
import type { Queues } from '#shared/runtime/queues.ts';
import { type Finding, fail, findings, ok, warn } from './finding.ts';

export interface QueueCheck {
  readonly queues: Queues;
  /** By capability. */
  readonly queueUrls: Readonly<Record<string, string>>;
  readonly deadLetterUrls: Readonly<Record<string, string>>;
}

/** More than its function works off in a minute. */
const crowded = 1_000;

/** Whether queues are there and worked off, and whether dead letters wait for somebody. */
export async function checkQueues({ queues, queueUrls, deadLetterUrls }: QueueCheck): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const remedy = 'have sqs:GetQueueAttributes granted, or deploy again if the queue was deleted';
  for (const [name, url] of Object.entries(queueUrls)) {
    const subject = `queue ${name}`;
    found.push(
      ...(await findings(subject, remedy, async () => {
        const { visible, inFlight } = await queues.look(url);
        const counts = `${visible} waiting, ${inFlight} in flight`;
        if (visible <= crowded) return [ok(subject, counts)];
        return [warn(subject, counts, `look at the log and the throttling of the function ${name}`)];
      })),
    );
  }
  for (const [name, url] of Object.entries(deadLetterUrls)) {
    const subject = `dead letters ${name}`;
    found.push(
      ...(await findings(subject, remedy, async () => {
        const { visible } = await queues.look(url);
        if (visible === 0) return [ok(subject, 'none')];
        return [
          warn(subject, `${visible} wait`, `firstlight redrive shows why; firstlight redrive ${name} sends them back`),
        ];
      })),
    );
  }
  return found;
}

/** Rings one lane of each capability: it drains what is due there, which is what it does anyway. */
export async function checkDoorbell(doorbell: Doorbell, lanes: readonly string[]): Promise<readonly Finding[]> {
  const first = Map.groupBy(lanes, (lane) => lane.slice(0, lane.indexOf(':')));
  const found: Finding[] = [];
  for (const [capability, [lane]] of first) {
    const subject = `doorbell ${capability}`;
    try {
      if (lane !== undefined) await doorbell.ring(lane);
      found.push(ok(subject, `rang ${lane}`));
    } catch (error) {
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const remedy = 'what you decide takes effect a minute later; to have it at once have sqs:SendMessage granted';
      found.push(warn(subject, `cannot be rung from here: ${message}`, remedy));
    }
  }
  return found;
}

/** How far two clocks may be apart before what a person says of times is not what is meant. */
const apartMs = 60_000;
/** Further apart AWS refuses what is signed (AWS General Reference, "Signature Version 4": five minutes). */
const refusedMs = 5 * 60_000;

/** This machine's clock beside that of SQS. */
export async function checkClock({ queues, queueUrls }: QueueCheck, now: () => number): Promise<readonly Finding[]> {
  const [url] = Object.values(queueUrls);
  if (url === undefined) return [];
  return findings('clock', 'see the queues', async () => {
    const { farMs } = await queues.look(url);
    if (farMs === undefined) return [];
    const aheadMs = now() - farMs;
    const seconds = Math.round(Math.abs(aheadMs) / 1_000);
    const where = aheadMs > 0 ? 'ahead of' : 'behind';
    if (Math.abs(aheadMs) <= apartMs) return [ok('clock', 'this machine and AWS agree')];
    const level = Math.abs(aheadMs) > refusedMs ? fail : warn;
    return [
      level('clock', `this machine is ${seconds} s ${where} AWS`, 'set the clock: holds and approvals end by it'),
    ];
  });
}
