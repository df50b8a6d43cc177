/** A whole batch of DNS changes was refused and nothing of it applied; `messages` are the provider's words, one per problem. */
export class ChangeRefusedError extends Error {
  override readonly name = 'ChangeRefusedError';
  readonly messages: readonly string[];
  constructor(messages: readonly string[], options?: ErrorOptions) {
    super(messages.join('; '), options);
    this.messages = messages;
  }
}
