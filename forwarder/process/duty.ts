import type { Scheduler } from '#shared/domain/clock.ts';
import type { Epoch } from '#shared/domain/marker.ts';
import type { StatusCounts } from '../status/ports.ts';

/** What the leader does beside speaking of objects, for as long as it leads. */
export interface Duty {
  start(): void;
  stop(): Promise<void>;
  /** The greatest epoch that the hub has heard of the cluster; undefined while nobody knows. */
  readEcho?(): Promise<Epoch | undefined>;
  readonly counts?: StatusCounts;
}

/** Its last call may wait for a slow answer, and who is killed meanwhile keeps the Lease from whoever comes next. */
export async function endDuty(
  duty: Duty | undefined,
  { scheduler, deadlineMs }: { readonly scheduler: Scheduler; readonly deadlineMs: number },
): Promise<void> {
  if (duty === undefined) return;
  const late = Promise.withResolvers<void>();
  const cancel = scheduler.after(deadlineMs, late.resolve);
  await Promise.race([duty.stop(), late.promise]);
  cancel();
}
