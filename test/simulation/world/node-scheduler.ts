import type { Scheduler } from '#shared/domain/clock.ts';
import type { Bus } from '../../../forwarder/ports.ts';
import type { Engine } from '../engine/engine.ts';

/** What dies with a node: its timers, and its way to the bus. */
export interface NodeScheduler extends Scheduler {
  die(): void;
  /** The bus as this node reaches it while it lives. */
  reach(bus: Bus): Bus;
}

/** The time of one node, whose timers end with it. */
export function nodeScheduler({ scheduler }: Engine, aheadMs: () => number): NodeScheduler {
  let alive = true;
  return {
    now: () => scheduler.now() + aheadMs(),
    monotonic: () => scheduler.monotonic(),
    after: (delayMs, run) => scheduler.after(delayMs, () => void (alive && run())),
    die() {
      alive = false;
    },
    reach: (bus) => ({
      async put(entries) {
        if (!alive) await new Promise(() => undefined);
        const results = await bus.put(entries);
        if (!alive) await new Promise(() => undefined);
        return results;
      },
    }),
  };
}
