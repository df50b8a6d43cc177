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

/** What a person is shown of an error: of a configuration a line for each problem, of anything else its first line. */
export const linesOf = (error: Error): readonly string[] =>
  error instanceof ConfigurationError ? error.problems : error.message.split('\n').slice(0, 1);
