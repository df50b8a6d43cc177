/**
 * The configuration cannot be used. `problems` holds one line each, `path: what is wrong (value) – what to write instead`;
 * the message is all of them, one below the other.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join('\n'), options);
    this.problems = problems;
  }
}
