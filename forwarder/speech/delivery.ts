import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import type { Bus, BusEntry, PutResult, Report } from '../ports.ts';
import type { Letter } from './ranges.ts';

export interface DeliveryOptions {
  readonly bus: Bus;
  readonly scheduler: Scheduler;
  random(): number;
  /** What is to be said next, its content taken now; asked in turn. */
  readonly pull: readonly (() => Letter | undefined)[];
  entry(letter: Letter): BusEntry;
  report(report: Report): void;
  /** Called whenever nothing can be sent now. */
  onRest(): void;
}

/** Amazon EventBridge API reference, PutEvents: at most 10 entries; total size kept under the older limit of 256 KB. */
const entriesLimit = 10;
const putLimitBytes = 240_000;
/** Letters waiting for another try; beyond, content stays in the outbox, where it coalesces. */
const waitingLimit = 20;
const backoffFirstMs = 200;
const backoffLimitMs = 30_000;

interface Waiting {
  readonly letter: Letter;
  readonly attempt: number;
  readonly dueMs: number;
}

/** Sends letters, one put at a time. What fails is tried again by itself and holds nothing else up. */
export class Delivery {
  readonly #options: DeliveryOptions;
  #waiting: Waiting[] = [];
  #sending = false;
  #stopped = false;
  #turn = 0;
  #cancel: Cancel | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  get idle(): boolean {
    return !this.#sending && this.#waiting.length === 0;
  }

  /** There may be something to send. */
  ring(): void {
    if (this.#sending || this.#stopped) return;
    this.#sending = true;
    this.#cancel?.();
    this.#cancel = undefined;
    void this.#send();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  async #send(): Promise<void> {
    // What is told in one breath is said in one message.
    await Promise.resolve();
    for (let batch = this.#batch(); batch.length > 0; batch = this.#batch()) {
      const results = await this.#put(batch.map(({ letter }) => this.#options.entry(letter)));
      for (const [index, waiting] of batch.entries()) this.#settle(waiting, results[index]);
      if (this.#stopped) break;
    }
    this.#sending = false;
    this.#rest();
  }

  #rest(): void {
    if (this.#waiting.length > 0 && !this.#stopped) {
      const dueMs = Math.min(...this.#waiting.map((waiting) => waiting.dueMs));
      const delayMs = Math.max(0, dueMs - this.#options.scheduler.monotonic());
      this.#cancel = this.#options.scheduler.after(delayMs, () => this.ring());
    }
    this.#options.onRest();
  }

  /** Due retries first, then what is new, as many as one put takes. */
  #batch(): readonly Waiting[] {
    const nowMs = this.#options.scheduler.monotonic();
    const batch: Waiting[] = [];
    let leftBytes = putLimitBytes;
    for (const waiting of this.#waiting.filter((each) => each.dueMs <= nowMs)) {
      if (batch.length === entriesLimit || (batch.length > 0 && waiting.letter.bytes > leftBytes)) break;
      batch.push(waiting);
      leftBytes -= waiting.letter.bytes;
    }
    const taken = new Set(batch);
    this.#waiting = this.#waiting.filter((each) => !taken.has(each));
    while (batch.length < entriesLimit && this.#waiting.length < waitingLimit) {
      const letter = this.#next();
      if (letter === undefined) break;
      const fresh = { letter, attempt: 0, dueMs: nowMs };
      if (batch.length > 0 && letter.bytes > leftBytes) {
        this.#waiting.push(fresh);
        break;
      }
      batch.push(fresh);
      leftBytes -= letter.bytes;
    }
    return batch;
  }

  /** In turn, so that a flood of changes does not starve the walk. */
  #next(): Letter | undefined {
    const { pull } = this.#options;
    for (let tries = 0; tries < pull.length; tries += 1) {
      const letter = pull[this.#turn % pull.length]?.();
      this.#turn += 1;
      if (letter !== undefined) return letter;
    }
    return undefined;
  }

  async #put(entries: readonly BusEntry[]): Promise<readonly PutResult[]> {
    try {
      return await this.#options.bus.put(entries);
    } catch (error) {
      return entries.map(() => ({ ok: false, retryable: true, code: codeOf(error) }));
    }
  }

  #settle(waiting: Waiting, result: PutResult | undefined): void {
    if (result?.ok === true) return;
    const { code = 'NoResult' } = result ?? {};
    const nowMs = this.#options.scheduler.monotonic();
    if (result === undefined || result.retryable) {
      const attempt = waiting.attempt + 1;
      const ceilingMs = Math.min(backoffLimitMs, backoffFirstMs * 2 ** Math.min(attempt, 20));
      const dueMs = nowMs + Math.ceil(ceilingMs / 2 + (this.#options.random() * ceilingMs) / 2);
      this.#waiting.push({ letter: waiting.letter, attempt, dueMs });
      this.#options.report({ what: 'retrying', code, attempt });
      return;
    }
    const halves = waiting.letter.halves();
    this.#waiting.push(...halves.map((letter) => ({ letter, attempt: 0, dueMs: nowMs })));
    if (halves.length === 0) this.#options.report({ what: 'refused', code, ranges: waiting.letter.ranges });
  }
}

/** A socket that failed has a code; every error has a name. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
