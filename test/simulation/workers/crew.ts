import { type ChildProcess, fork } from 'node:child_process';
import { Verdict, verdictOfAccident } from './verdict.ts';

/** A process of its own that plays one seed at a time. */
export interface Worker {
  play(seed: number): Promise<Verdict>;
  dismiss(): void;
}

/** A story takes a second or two, on a busy machine a minute; one that takes this long never ends. */
const patienceMs = 900_000;

/** @param bug the name of the seeded bug with which the worker plays */
export function hireWorker(bug?: string): Worker {
  let child: ChildProcess | undefined;
  const start = (): ChildProcess =>
    fork(new URL('./worker.ts', import.meta.url), bug === undefined ? [] : [bug], { execArgv: [] });
  return {
    async play(seed) {
      child ??= start();
      const verdict = await ask(child, seed);
      // After an accident nobody knows what is left in the process.
      if (verdict.steps === 0) {
        child.kill('SIGKILL');
        child = undefined;
      }
      return verdict;
    },
    dismiss() {
      child?.kill('SIGKILL');
      child = undefined;
    },
  };
}

function ask(child: ChildProcess, seed: number): Promise<Verdict> {
  return new Promise((resolve) => {
    const answer = (verdict: Verdict): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(verdict);
    };
    const timer = setTimeout(
      () => answer(verdictOfAccident(seed, `not over after ${patienceMs / 1000} s`)),
      patienceMs,
    );
    child.on('message', (message) => answer(Verdict.parse(message)));
    child.on('exit', (code, signal) => answer(verdictOfAccident(seed, `the process ended with ${code ?? signal}`)));
    child.on('error', (error) => answer(verdictOfAccident(seed, error.message)));
    child.send(seed);
  });
}

/** Lets several workers play seeds until there are none left. */
export async function playSeeds(
  seeds: Iterator<number, void>,
  crew: readonly Worker[],
  told: (verdict: Verdict) => void,
): Promise<void> {
  await Promise.all(
    crew.map(async (worker) => {
      for (let next = seeds.next(); next.done !== true; next = seeds.next()) told(await worker.play(next.value));
    }),
  );
}
