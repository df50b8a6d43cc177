import type { Scheduler } from '#shared/domain/clock.ts';
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
