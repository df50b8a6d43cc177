import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import type { WebhookCall } from './alerts.ts';
import type { Check, Met } from './checks.ts';
import type { UptimeRobot } from './uptimerobot.ts';

export interface WatchOptions {
  readonly scheduler: Scheduler;
  /** Makes one check. What throws has met no answer. */
  readonly probe: (check: Check) => Promise<Met>;
  /** Calls one webhook. Nobody hears whether it worked. */
  readonly deliver: (call: WebhookCall) => Promise<void>;
  /** How often the account is looked at for monitors that were made, resumed or due. Default 1 s. */
  readonly tickMs?: number;
}

/** Makes the checks of an account when they are due, until it is told to stop. A check that is under way is not made twice. */
export function watch(account: UptimeRobot, { scheduler, probe, deliver, tickMs = 1000 }: WatchOptions): Cancel {
  const underWay = new Set<number>();
  let cancel: Cancel = () => undefined;
  let isStopped = false;

  async function make(check: Check): Promise<void> {
    underWay.add(check.monitorId);
    const met = await probe(check).catch((): Met => ({ failed: 'no-answer' }));
    underWay.delete(check.monitorId);
    if (isStopped) return;
    for (const call of account.record(check, met, scheduler.now())) await deliver(call).catch(() => undefined);
  }

  function tick(): void {
    for (const check of account.due(scheduler.now()).checks) if (!underWay.has(check.monitorId)) void make(check);
    cancel = scheduler.after(tickMs, tick);
  }

  tick();
  return () => {
    isStopped = true;
    cancel();
  };
}
