/** A message to people. */
export interface ChatMessage {
  /** As they are to read it: never more than text, whatever stands in it. */
  readonly text: string;
  /** The same where markup is read: nothing in it has a meaning there. */
  readonly escaped: string;
  /** A few words, where a channel has subjects. */
  readonly subject: string;
}

/** A message that stands in a channel; the names are the far side's own. */
export interface PostedAt {
  readonly conversation: string;
  readonly ts: string;
}

/** A channel that people read. */
export interface Chat {
  /**
   * Posts a message, as an answer to `thread` where there is one. Undefined: the channel keeps no messages that could be
   * changed or answered. `gone`: nothing was said, there is no such thread any more.
   * @throws ThrottledError with the far side's pause; RetryableError, `ambiguous` where it may stand there already;
   * PermanentError with the remedy, of scope `wish` where it is this message alone that is refused
   */
  post(message: ChatMessage, thread?: PostedAt): Promise<PostedAt | 'gone' | undefined>;
  /** Replaces what stands there. `gone`: it does not, or cannot be changed any more. @throws the same */
  update(at: PostedAt, message: ChatMessage): Promise<'updated' | 'gone'>;
}
