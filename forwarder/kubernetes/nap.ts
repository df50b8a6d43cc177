import type { Scheduler } from '#shared/domain/clock.ts';

/** A sleep that can be ended early. */
export class Nap {
  readonly #scheduler: Scheduler;
  #wake: () => void = () => undefined;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#scheduler.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  wake(): void {
    this.#wake();
  }
}
