import { UsageError } from '../errors/usage-error.ts';

/** What `parseArgs` of Node throws, in one sentence, with where to read on. */
export function wrongArguments(error: unknown, readOn: string): UsageError {
  const [sentence = 'wrong options'] = error instanceof Error ? error.message.split(/\.\s|\n/) : [];
  return new UsageError(`${sentence.replace(/\.$/, '')}; ${readOn}`, { cause: error });
}
