/** Queues as those see them who look after a deployment. */
export interface Queues {
  /** @throws PermanentError where there is none or it may not be looked at; RetryableError */
  look(url: string): Promise<QueueLook>;
  /** Up to ten messages that nobody else sees for `hideSeconds`; none where none is visible just now. */
  receive(url: string, hideSeconds: number): Promise<readonly QueuedMessage[]>;
  /** Shows messages again that were received. */
  show(url: string, messages: readonly QueuedMessage[]): Promise<void>;
  send(url: string, body: string): Promise<void>;
  remove(url: string, message: QueuedMessage): Promise<void>;
}

/** Counts are approximate, as SQS gives them. */
export interface QueueLook {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** What the far side's clock said, where it said it. */
  readonly farMs?: number;
}

export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly receipt: string;
  readonly sentMs: number;
  /** Beside the body, as text. */
  readonly attributes: Readonly<Record<string, string>>;
}
