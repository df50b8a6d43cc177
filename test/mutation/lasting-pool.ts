import { Worker } from 'node:worker_threads';
import type { Plugin } from 'vitest/config';
import type { PoolOptions, PoolWorker, WorkerRequest } from 'vitest/node';

type Listener = (...given: unknown[]) => void;

const name = 'lasting-thread';

/**
 * Vitest's plugin for a pool whose one thread outlives a run, whatever pool the caller names. Stryker makes a run of every
 * mutant, and in a thread of its own nearly all of that is loading; here only the test files are evaluated again. Right for
 * tests without state of their own, and for mutants that are switched on while running (Stryker's `ignoreStatic`).
 * Source: Vitest, "Custom Pool" (https://vitest.dev/guide/advanced/pool).
 */
export const lastingPool: Plugin = {
  name,
  configureVitest({ project }) {
    project.config.pool = name;
    project.config.poolRunner = { name, createPoolWorker: (options) => new LastingThread(options) };
  },
};

let thread: Worker | undefined;

class LastingThread implements PoolWorker {
  readonly name = name;
  readonly #options: Pick<PoolOptions, 'env' | 'execArgv'>;
  readonly #answers = new Set<Listener>();

  constructor({ env, execArgv }: PoolOptions) {
    this.#options = { env, execArgv };
  }

  async start(): Promise<void> {
    if (thread !== undefined) return;
    thread = new Worker(new URL('./lasting-thread.ts', import.meta.url), this.#options);
    thread.once('exit', () => {
      thread = undefined;
    });
    thread.unref();
  }

  /** A run that ends does not end the thread, so the thread is not told; Vitest gets the answer that it waits for. */
  send(message: WorkerRequest): void {
    if (message.type !== 'stop') thread?.postMessage(message);
    else for (const answer of [...this.#answers]) answer({ type: 'stopped', __vitest_worker_response__: true });
  }

  on(event: string, callback: Listener): void {
    if (event === 'message') this.#answers.add(callback);
    thread?.on(event, callback);
  }

  off(event: string, callback: Listener): void {
    if (event === 'message') this.#answers.delete(callback);
    thread?.off(event, callback);
  }

  async stop(): Promise<void> {
    for (const answer of this.#answers) thread?.off('message', answer);
    this.#answers.clear();
  }

  deserialize(message: unknown): unknown {
    return message;
  }
}
