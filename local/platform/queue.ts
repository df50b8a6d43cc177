import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import type { Random } from '#shared/runtime/random.ts';

/** A message as its consumer sees it. */
export interface Message {
  readonly id: string;
  readonly body: string;
  /** 1 at the first delivery. */
  readonly receiveCount: number;
  readonly sentMs: number;
}

/** A message that nobody will look at again by itself. */
export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  readonly reason: string;
  readonly receiveCount: number;
  readonly atMs: number;
}

export interface QueueOptions {
  readonly name: string;
  readonly scheduler: Scheduler;
  /** Chooses among visible messages: a standard queue promises no order. */
  readonly random: Random;
  /** From receipt on nobody else sees the message for this long. */
  readonly visibilityTimeoutMs: number;
  /** Receipts after which a message goes to the dead letters instead of a further one. */
  readonly maxReceiveCount: number;
  /** Messages handled at the same time. */
  readonly concurrency: number;
  /** Is told of every delivery whose consumer threw. */
  readonly failed?: (message: Message, error: unknown) => void;
}

export interface SendOptions {
  readonly delayMs?: number;
}

/**
 * An SQS standard queue with its consumer, in this process: at least once, in no order; a message whose consumer throws
 * is seen again when its visibility time-out ends. Amazon SQS Developer Guide, "Visibility timeout", "Dead-letter queues".
 */
export interface Queue {
  readonly name: string;
  send(body: string, options?: SendOptions): void;
  /** Puts a message straight to the dead letters, as a consumer does with one that nobody will ever understand. */
  bury(body: string, reason: string): void;
  readonly deadLetters: readonly DeadLetter[];
  /** Messages not yet deleted: delayed, visible, and in flight. */
  readonly size: number;
  readonly inFlight: number;
  /** Delivers nothing more and resolves when what is in flight has ended. */
  close(): Promise<void>;
}

interface Stored {
  readonly id: string;
  readonly body: string;
  readonly sentMs: number;
  receiveCount: number;
  lastError: string;
  visible: boolean;
  wake: Cancel;
}

/** The longest delay of a message: 15 minutes (Amazon SQS Developer Guide, "Amazon SQS message timers"). */
const longestDelayMs = 900_000;

export function createQueue(options: QueueOptions, consume: (message: Message) => Promise<void>): Queue {
  return new InProcessQueue(options, consume);
}

class InProcessQueue implements Queue {
  readonly name: string;
  readonly deadLetters: DeadLetter[] = [];
  readonly #options: QueueOptions;
  readonly #consume: (message: Message) => Promise<void>;
  readonly #messages = new Map<string, Stored>();
  readonly #running = new Set<Promise<void>>();
  #sent = 0;
  #closed = false;

  constructor(options: QueueOptions, consume: (message: Message) => Promise<void>) {
    this.name = options.name;
    this.#options = options;
    this.#consume = consume;
  }

  get size(): number {
    return this.#messages.size;
  }

  get inFlight(): number {
    return this.#running.size;
  }

  send(body: string, { delayMs = 0 }: SendOptions = {}): void {
    if (this.#closed) return;
    const message: Stored = {
      id: this.#nextId(),
      body,
      sentMs: this.#options.scheduler.now(),
      receiveCount: 0,
      lastError: '',
      visible: false,
      wake: () => undefined,
    };
    this.#messages.set(message.id, message);
    this.#showAfter(message, Math.min(Math.max(0, delayMs), longestDelayMs));
  }

  bury(body: string, reason: string): void {
    const atMs = this.#options.scheduler.now();
    this.deadLetters.push({ id: this.#nextId(), body, reason, receiveCount: 1, atMs });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const message of this.#messages.values()) message.wake();
    await Promise.all(this.#running);
  }

  #nextId(): string {
    this.#sent += 1;
    return `${this.name}-${this.#sent}`;
  }

  #showAfter(message: Stored, delayMs: number): void {
    message.wake = this.#options.scheduler.after(delayMs, () => {
      message.visible = true;
      this.#deliver();
    });
  }

  #deliver(): void {
    while (!this.#closed && this.#running.size < this.#options.concurrency) {
      const visible = [...this.#messages.values()].filter((message) => message.visible);
      const message = visible[Math.floor(this.#options.random() * visible.length)];
      if (message === undefined) return;
      if (message.receiveCount >= this.#options.maxReceiveCount) this.#giveUp(message);
      else this.#start(message);
    }
  }

  #giveUp(message: Stored): void {
    const { id, body, receiveCount, lastError } = message;
    const reason = lastError === '' ? 'never acknowledged' : lastError;
    this.deadLetters.push({ id, body, reason, receiveCount, atMs: this.#options.scheduler.now() });
    this.#messages.delete(id);
  }

  #start(message: Stored): void {
    message.visible = false;
    message.receiveCount += 1;
    this.#showAfter(message, this.#options.visibilityTimeoutMs);
    const run = this.#handle(message).finally(() => {
      this.#running.delete(run);
      this.#deliver();
    });
    this.#running.add(run);
  }

  /** Never rejects: a failure is what redelivery and dead letters are for. */
  async #handle(message: Stored): Promise<void> {
    const { id, body, receiveCount, sentMs } = message;
    const delivery = { id, body, receiveCount, sentMs };
    try {
      await this.#consume(delivery);
      message.wake();
      this.#messages.delete(id);
    } catch (error) {
      message.lastError = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      this.#options.failed?.(delivery, error);
    }
  }
}
