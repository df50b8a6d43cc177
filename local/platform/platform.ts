import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import type { Random } from '#shared/runtime/random.ts';
import type { Bus } from '../../forwarder/ports.ts';
import { createBus } from './bus.ts';
import { createDoorbell } from './doorbell.ts';
import { createQueue } from './in-process-queue.ts';
import type { DeadLetter, Message, Queue, QueueOptions } from './queue.ts';

/** What the deployment wires to queues, given as functions. */
export interface Wiring {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly account: string;
  readonly region: string;
  /** Events whose source begins with this reach intake. */
  readonly sourcePrefix: string;
  /** Takes one event as JSON text; throws to see it again. */
  intake(event: string): Promise<void>;
  /** By capability name: looks at one lane. */
  readonly drains: ReadonlyMap<string, (lane: string) => Promise<void>>;
  /** Rings the lanes in which something is due. */
  sweep(): Promise<void>;
  /** 60 s in the deployment. */
  readonly sweepEveryMs: number;
  /** Is told of every delivery and sweep that failed; delivery is repeated all the same. */
  failed(where: string, error: unknown): void;
}

/** The asynchronous half of the deployment in one process: bus, a queue per capability, doorbell, sweep. */
export interface Platform {
  readonly bus: Bus;
  readonly doorbell: Doorbell;
  /** Puts an event of intake that nobody will ever understand to the dead letters. */
  bury(event: string, reason: string): void;
  readonly deadLetters: readonly DeadLetter[];
  /** Events that intake has not yet stored. */
  readonly waitingEvents: number;
  /** True while a drain or intake is at work. */
  readonly busy: boolean;
  /** Begins the sweeps; the first one at once. */
  start(): void;
  close(): Promise<void>;
}

/** Longer than a function may run (120 s), so that nobody else takes a message that is being handled. */
const visibilityTimeoutMs = 125_000;
const maxReceiveCount = 5;
const intakeConcurrency = 10;
const drainConcurrency = 8;

export function createPlatform(wiring: Wiring): Platform {
  const { scheduler, random } = wiring;
  const queues = new Map<string, Queue>();
  const doorbell = createDoorbell(scheduler, queues);
  for (const [name, drain] of wiring.drains) {
    queues.set(
      name,
      createQueue(queueOptions(wiring, name, drainConcurrency), async ({ body }) => {
        doorbell.delivered(body);
        await drain(body);
      }),
    );
  }
  const intake = createQueue(queueOptions(wiring, 'intake', intakeConcurrency), ({ body }) => wiring.intake(body));
  const rule = { sourcePrefix: wiring.sourcePrefix, target: (event: string) => intake.send(event) };
  const sweeps = repeat(wiring);
  const all = [intake, ...queues.values()];
  return {
    bus: createBus({ clock: scheduler, random, account: wiring.account, region: wiring.region, rules: [rule] }),
    doorbell,
    bury: (event, reason) => intake.bury(event, reason),
    get deadLetters() {
      return all.flatMap((queue) => queue.deadLetters);
    },
    get waitingEvents() {
      return intake.size;
    },
    get busy() {
      return all.some((queue) => queue.inFlight > 0);
    },
    start: () => sweeps.start(),
    async close() {
      await sweeps.close();
      await Promise.all(all.map((queue) => queue.close()));
    },
  };
}

function queueOptions(wiring: Wiring, name: string, concurrency: number): QueueOptions {
  const { scheduler, random } = wiring;
  const failed = (message: Message, error: unknown): void => wiring.failed(`${name} ${message.id}`, error);
  return { name, scheduler, random, visibilityTimeoutMs, maxReceiveCount, concurrency, failed };
}

/** One sweep after the other: the next begins `sweepEveryMs` after the last has ended. */
function repeat(wiring: Wiring): { start(): void; close(): Promise<void> } {
  let cancel: Cancel = () => undefined;
  let running: Promise<void> = Promise.resolve();
  let closed = false;
  const next = (delayMs: number): void => {
    if (closed) return;
    cancel = wiring.scheduler.after(delayMs, () => {
      running = sweepOnce().finally(() => next(wiring.sweepEveryMs));
    });
  };
  const sweepOnce = async (): Promise<void> => {
    try {
      await wiring.sweep();
    } catch (error) {
      wiring.failed('sweep', error);
    }
  };
  return {
    start: () => next(0),
    async close() {
      closed = true;
      cancel();
      await running;
    },
  };
}
