import { createPlatform, type Platform } from '#local/platform/platform.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { sourceOf } from '#shared/events/envelope.ts';
import { UnreadableMessageError } from '#shared/runtime/dead-letters.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { drainLane } from '#shared/runtime/drain.ts';
import type { DrainReport } from '#shared/runtime/drain-report.ts';
import { sweep } from '#shared/runtime/sweep.ts';
import { takeEvent } from '../../../functions/intake/handler.ts';
import { Killed, type Process, type Processes } from '../engine/process.ts';
import { type Around, capabilityOf, type Name, names } from './capabilities.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { poisoned } from './poison.ts';
import type { Store } from './store.ts';

export interface FunctionsOptions extends Around {
  readonly processes: Processes;
  readonly store: Store;
  readonly hub: Configuration['hub'];
  /** Names that kill whoever reads a row of theirs. */
  poison(): ReadonlySet<string>;
  onDrain?(lane: string, report: DrainReport): void;
}

export interface Functions {
  readonly platform: Platform;
  readonly doorbell: Doorbell;
  readonly deliveries: Deliveries;
  /** Tells of what went wrong in a way that nobody had foreseen. */
  onSurprise(listener: (text: string) => void): void;
}

/** Every minute, as the deployment does. */
const sweepEveryMs = 60_000;

/** Intake and all capabilities behind the queues of `npm start`; each run is a process that may die. */
export function createFunctions(options: FunctionsOptions): Functions {
  const { engine, processes, store, hub } = options;
  const { faults, trace, scheduler } = engine;
  const chance = engine.chance('functions');
  const random = () => chance.next();
  const listeners: ((text: string) => void)[] = [];
  const surprise = (text: string): void => {
    for (const listener of listeners) listener(text);
  };
  const doorbell: Doorbell = {
    async ring(lane, delaySeconds = 0) {
      if (faults.hit('ring.lost')) return;
      const later = faults.hit('ring.delayed') ? chance.between(1, 300) : 0;
      await platform.doorbell.ring(lane, Math.min(900, delaySeconds + later));
      if (faults.hit('ring.repeated')) await platform.doorbell.ring(lane, chance.between(0, 30));
    },
  };
  const ringFrom = (process: Process): Doorbell => ({
    ring: (lane, delay) => process.call('ring', () => doorbell.ring(lane, delay)),
  });
  const tableFor = (process: Process) => poisoned(store.tableOf(process), process, options.poison);

  async function takeOnce(event: string): Promise<void> {
    try {
      await processes.run('intake', (process) =>
        takeEvent(event, { table: store.tableOf(process), clock: process.clock, doorbell: ringFrom(process) }),
      );
    } catch (error) {
      if (!(error instanceof UnreadableMessageError)) throw error;
      surprise(`intake buried a message: ${error.message}`);
      platform.bury(event, error.message);
    }
  }
  const deliveries = createDeliveries(engine, chance, { take: takeOnce, failed: (error) => failed('intake', error) });

  async function drain(name: Name, lane: string): Promise<void> {
    await processes.run(lane, async (process) => {
      const capability = capabilityOf(name, process, options);
      const table = tableFor(process);
      const { clock } = process;
      const report = await drainLane({ lane, capability, table, clock, random, doorbell: ringFrom(process) });
      trace.note(process.name, `drained: ${report.result}${report.message === undefined ? '' : ` ${report.message}`}`);
      options.onDrain?.(lane, report);
    });
  }
  const failed = (where: string, error: unknown): void => {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    trace.note(where, `failed: ${text}`);
    if (isForeseen(error)) return;
    surprise(`${where}: ${error instanceof Error ? (error.stack ?? text) : text}`);
  };
  const platform = createPlatform({
    scheduler,
    random,
    account: hub.account,
    region: hub.region,
    sourcePrefix: sourceOf(''),
    intake: (event) => deliveries.deliver(event),
    drains: new Map(names.map((name) => [name, (lane: string) => drain(name, lane)])),
    async sweep() {
      if (faults.hit('sweep.late')) return;
      await processes.run('sweep', (process) =>
        sweep({ table: store.tableOf(process), clock: process.clock, doorbell: ringFrom(process) }).then(
          () => undefined,
        ),
      );
    },
    sweepEveryMs,
    failed,
  });
  return { platform, doorbell, deliveries, onSurprise: (listener) => void listeners.push(listener) };
}

const foreseen = new Set(['RetryableError', 'ThrottledError', 'ConditionFailedError', 'LeaseLostError']);
const isForeseen = (error: unknown): boolean =>
  error instanceof Killed || (error instanceof Error && foreseen.has(error.name));
