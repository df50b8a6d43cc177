import type { Scheduler } from '#shared/domain/clock.ts';
import type { Display } from './display.ts';
import type { Surroundings } from './frame.ts';
import { describeError } from './notes.ts';
import type { Sandbox } from './sandbox.ts';

export interface WatchInput {
  readonly sandbox: Pick<Sandbox, 'document' | 'notes' | 'isHeard' | 'hasWork'>;
  readonly display: Display;
  readonly scheduler: Scheduler;
  readonly stop: AbortSignal;
  readonly hints: () => Surroundings;
}

/** A person sees a change at once; reading takes at most a tenth of the time, however many names there are. */
const pauseMs = 200;
const pauseFactor = 9;

/** Shows what stands, again and again, until asked to stop. */
export async function watch({ sandbox, display, scheduler, stop, hints }: WatchInput): Promise<void> {
  let reading = true;
  while (!stop.aborted) {
    const began = scheduler.monotonic();
    try {
      // Asked first: what is read below then has all that had been heard.
      reading &&= !sandbox.isHeard() || (await sandbox.hasWork(scheduler.now()));
      display.show(await sandbox.document(), { ...hints(), reading });
    } catch (error) {
      sandbox.notes.add(`the table cannot be read: ${describeError(error)}`);
    }
    await pause(scheduler, Math.max(pauseMs, pauseFactor * (scheduler.monotonic() - began)), stop);
  }
}

function pause(scheduler: Scheduler, delayMs: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      stop.removeEventListener('abort', end);
      resolve();
    };
    const cancel = scheduler.after(stop.aborted ? 0 : delayMs, end);
    stop.addEventListener('abort', end);
  });
}
