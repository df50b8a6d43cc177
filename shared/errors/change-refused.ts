/** A whole batch of DNS changes was refused and nothing of it applied; `messages` are the provider's words, one per problem. */
export class ChangeRefusedError extends Error {
  override readonly name = 'ChangeRefusedError';
  readonly messages: readonly string[];
  /** What the provider's code says of the one that is wrong, which it does not always name. */
  readonly reason: 'Refused' | 'HealthCheckGone';
  constructor(
    messages: readonly string[],
    options: ErrorOptions & { readonly reason?: ChangeRefusedError['reason'] } = {},
  ) {
    const { reason = 'Refused', ...rest } = options;
    super(messages.join('; '), rest);
    this.messages = messages;
    this.reason = reason;
  }
}
