import { UsageError } from '../errors/usage-error.ts';

/**
 * Reads an option that takes a number of seconds, a day at most.
 * @throws UsageError naming the option and what to write instead
 */
export function readSeconds(option: string, text: string, example: number): number {
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (number <= 0 || number > 86_400) {
    throw new UsageError(
      `${option} ${JSON.stringify(text)} is no number of seconds: write 1 to 86400, for example ${example}`,
    );
  }
  return number;
}
