import type { Clock } from '#shared/domain/clock.ts';
import type { Chance } from './chance.ts';
import type { Engine } from './engine.ts';

/** One run of a function, which may be killed between any two of its calls. */
export interface Process {
  readonly name: string;
  readonly clock: Clock;
  readonly startedMs: number;
  isAlive(): boolean;
  /** Nothing that it does from now on reaches anything. */
  kill(why: string): void;
  /** One call of a port: it travels, takes effect, and its answer travels back; each of the three may be the last thing. */
  call<Answer>(what: string, effect: () => Promise<Answer>): Promise<Answer>;
}

/** What the queue is told of a run that died. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** A function's time-out in the deployment. */
const timeoutMs = 120_000;
/** Clocks of the functions' hosts agree this well: they are kept by NTP (Amazon Time Sync Service). */
const mostSkewMs = 1_000;

export interface Processes {
  /** @throws Killed */
  run<Result>(name: string, work: (process: Process) => Promise<Result>): Promise<Result>;
  /** All that run now die at once. */
  killAll(why: string): void;
}

export function createProcesses(engine: Engine): Processes {
  const { scheduler, faults, trace } = engine;
  const travel = engine.chance('travel');
  const skew = engine.chance('skew');
  const running = new Set<Process>();
  let count = 0;

  const create = (label: string, died: (error: Killed) => void): Process => {
    count += 1;
    const name = `${label}/${count}`;
    const skewMs = faults.hit('clock.skewed') ? skew.between(-mostSkewMs, mostSkewMs) : 0;
    let alive = true;
    const process: Process = {
      name,
      startedMs: scheduler.monotonic(),
      clock: { now: () => scheduler.now() + skewMs, monotonic: () => scheduler.monotonic() },
      isAlive: () => alive,
      kill(why) {
        if (!alive) return;
        alive = false;
        trace.note(name, `killed: ${why}`);
        died(new Killed(why));
      },
      async call(what, effect) {
        await engine.sleep(travelMs(travel, engine));
        if (alive && faults.hit('kill.before')) process.kill(`before ${what}`);
        if (!alive) return never();
        engine.step();
        let answer: Awaited<ReturnType<typeof effect>>;
        try {
          answer = await effect();
        } finally {
          if (alive && faults.hit('kill.after')) process.kill(`after ${what}`);
          if (!alive) await never();
        }
        return answer;
      },
    };
    return process;
  };

  return {
    async run(label, work) {
      let died: (error: Killed) => void = () => undefined;
      const death = new Promise<never>((_, reject) => {
        died = reject;
      });
      const process = create(label, (error) => died(error));
      const cancel = scheduler.after(timeoutMs, () => process.kill('its time is up'));
      running.add(process);
      try {
        return await Promise.race([work(process), death]);
      } finally {
        cancel();
        running.delete(process);
      }
    },
    killAll(why) {
      for (const process of running) process.kill(why);
    },
  };
}

/** Mostly milliseconds; now and then a second; a slow call almost as long as its deadline allows. */
function travelMs(chance: Chance, { faults }: Engine): number {
  if (faults.hit('call.slow')) return chance.between(500, 9_000);
  return chance.between(1, 8);
}

/** The answer that a dead process waits for. */
const never = (): Promise<never> => new Promise(() => undefined);
