import type { Cancel } from '#shared/domain/clock.ts';
import type { DeadLetter, Message, Queue, QueueOptions, SendOptions } from './queue.ts';

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
