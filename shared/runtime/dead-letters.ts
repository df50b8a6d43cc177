/** Where messages go that nobody can read: with the reason beside them, for a person to look at. */
export interface DeadLetters {
  send(letter: { readonly body: string; readonly reason: string }): Promise<void>;
}

/** Thrown by whoever reads a message: it will never be readable, so trying it again is pointless. */
export class UnreadableMessageError extends Error {
  override readonly name = 'UnreadableMessageError';
}
