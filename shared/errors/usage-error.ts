/** Something that whoever typed it must correct: shown as one line on stderr, exit code 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
