import type { Scheduler } from '#shared/domain/clock.ts';
import { isAccepted, isSettled } from '#shared/overview/document.ts';
import type { SandboxDocument } from './document.ts';

/** What `--once` looks at. */
export interface Observed {
  readonly scheduler: Scheduler;
  /** Everything that the manifests say has been taken in. */
  isHeard(): boolean;
  /** Something will be looked at before this moment, wall clock. */
  hasWork(untilMs: number): Promise<boolean>;
  document(): Promise<SandboxDocument>;
}

export interface OnceResult {
  readonly document: SandboxDocument;
  readonly exitCode: 0 | 3;
}

const pollMs = 50;

/**
 * Waits until nothing more will happen before the time-out, at the latest until then. What is accepted must then be
 * ready (while observing: planned); what is refused, skipped or waits for an address does not count.
 */
export async function waitOnce(observed: Observed, timeoutSeconds: number): Promise<OnceResult> {
  const { scheduler } = observed;
  const endMs = scheduler.monotonic() + timeoutSeconds * 1_000;
  for (;;) {
    const leftMs = endMs - scheduler.monotonic();
    const heard = observed.isHeard();
    const quiet = heard && !(await observed.hasWork(scheduler.now() + Math.max(0, leftMs)));
    // Asked again: what came in while the table was read may not have been seen there.
    if ((quiet && observed.isHeard()) || leftMs <= 0) return judge(await observed.document(), heard);
    await new Promise<void>((resolve) => void scheduler.after(Math.min(pollMs, leftMs), resolve));
  }
}

function judge(document: SandboxDocument, heard: boolean): OnceResult {
  const done = heard && document.sites.filter(isAccepted).every(isSettled);
  return { document, exitCode: done ? 0 : 3 };
}
