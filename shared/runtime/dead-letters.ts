/** Where messages go that nobody can read: with the reason beside them, for a person to look at. */
export interface DeadLetters {
  send(letter: { readonly body: string; readonly reason: string }): Promise<void>;
}

/** Thrown by whoever reads a message: it will never be readable, so trying it again is pointless. */
export class UnreadableMessageError extends Error {
  override readonly name = 'UnreadableMessageError';
  /** A newer version of Firstlight may read it: it is to be sent again after an upgrade. */
  readonly newer: boolean;
  constructor(message: string, options?: ErrorOptions & { readonly newer?: boolean }) {
    super(message, options);
    this.newer = options?.newer ?? false;
  }
}
