import { setImmediate } from 'node:timers/promises';
import { type VirtualScheduler, virtualScheduler } from '#local/platform/virtual-scheduler.ts';
import { type Chance, chanceOf } from './chance.ts';
import { createFaults, type FaultRates, type Faults } from './faults.ts';
import { createTrace, type Trace } from './trace.ts';

/** What every part of a simulated world shares: one time, one seed, one trace. */
export interface Engine {
  readonly seed: number;
  readonly scheduler: VirtualScheduler;
  readonly faults: Faults;
  readonly trace: Trace;
  chance(stream: string): Chance;
  /** Waits in virtual time. */
  sleep(ms: number): Promise<void>;
  /** Runs what takes real turns of the event loop (the SDK); virtual time stands still meanwhile. */
  real<Answer>(run: () => Promise<Answer>): Promise<Answer>;
  /** One call of a port was made. */
  step(): void;
  readonly steps: number;
}

export interface EngineOptions {
  readonly seed: number;
  readonly faults: FaultRates;
  readonly wholeTrace?: boolean;
}

/** Every world begins here; what the clock says has no meaning. */
const startMs = Date.UTC(2026, 0, 1);

export function createEngine({ seed, faults, wholeTrace = false }: EngineOptions): Engine {
  let working = 0;
  let steps = 0;
  const settle = async (): Promise<void> => {
    do await setImmediate();
    while (working > 0);
  };
  const scheduler = virtualScheduler(startMs, settle);
  return {
    seed,
    scheduler,
    faults: createFaults(seed, faults),
    trace: createTrace(scheduler, { whole: wholeTrace }),
    chance: (stream) => chanceOf(seed, stream),
    sleep: (ms) => new Promise((resolve) => void scheduler.after(ms, resolve)),
    async real(run) {
      working += 1;
      try {
        return await run();
      } finally {
        working -= 1;
      }
    },
    step() {
      steps += 1;
    },
    get steps() {
      return steps;
    },
  };
}
