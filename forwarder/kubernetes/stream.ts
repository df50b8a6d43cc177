import type { Scheduler } from '#shared/domain/clock.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { ApiAnswer, KubernetesApi } from './api.ts';
import type { Gate } from './gate.ts';
import { type Refusal, readRefusal } from './refusal.ts';
import { readWatchEvent, type WatchEvent } from './watch-event.ts';

export interface StreamOptions {
  readonly api: KubernetesApi;
  readonly scheduler: Scheduler;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** A stream that says nothing for this long is given up. Time in which the gate is shut does not count. */
  readonly idleMs: number;
  /** While it is shut nothing is read. */
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** Called one by one, in order. */
  take(event: WatchEvent): Promise<void> | void;
}

/** `heard`: lines that came. clean: the server ended it; idle: nothing came any more; cut: the connection failed. */
export type StreamEnd =
  | { readonly how: 'clean' | 'idle' | 'cut'; readonly heard: number }
  | { readonly how: 'refused'; readonly refusal: Refusal };

const headDeadlineMs = 30_000;

/** Reads one watch to its end. @throws whatever `take` does, and RetryableError before the stream began */
export async function readStream(options: StreamOptions): Promise<StreamEnd> {
  const { api, path, query, signal } = options;
  const abort = new AbortController();
  const request = { method: 'GET', path, query: { ...query, watch: 'true' }, deadlineMs: headDeadlineMs } as const;
  const answer = await api.send({ ...request, signal: AbortSignal.any([signal, abort.signal]) });
  if (answer.status !== 200) return { how: 'refused', refusal: await readRefusal(answer) };
  return follow(answer, options, abort);
}

async function follow(answer: ApiAnswer, options: StreamOptions, abort: AbortController): Promise<StreamEnd> {
  const { gate, signal, take } = options;
  const watchdog = new Watchdog(options, () => abort.abort());
  let heard = 0;
  try {
    for await (const line of answer.lines()) {
      heard += 1;
      await gate.pass();
      watchdog.heard();
      if (signal.aborted) break;
      await take(readWatchEvent(line));
    }
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    return { how: watchdog.isOver ? 'idle' : 'cut', heard };
  } finally {
    watchdog.stop();
    abort.abort();
  }
  return { how: 'clean', heard };
}

class Watchdog {
  readonly #options: StreamOptions;
  readonly #giveUp: () => void;
  #heardMs: number;
  #cancel: () => void = () => undefined;
  #over = false;

  constructor(options: StreamOptions, giveUp: () => void) {
    this.#options = options;
    this.#giveUp = giveUp;
    this.#heardMs = options.scheduler.monotonic();
    this.#arm(options.idleMs);
  }

  get isOver(): boolean {
    return this.#over;
  }

  heard(): void {
    this.#heardMs = this.#options.scheduler.monotonic();
  }

  stop(): void {
    this.#cancel();
  }

  #arm(delayMs: number): void {
    const { scheduler, idleMs, gate } = this.#options;
    this.#cancel = scheduler.after(delayMs, () => {
      if (!gate.isOpen) this.heard();
      const leftMs = idleMs - (scheduler.monotonic() - this.#heardMs);
      if (leftMs > 0) return this.#arm(leftMs);
      this.#over = true;
      this.#giveUp();
    });
  }
}
