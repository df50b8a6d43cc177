import { UsageError } from '#shared/errors/usage-error.ts';

/** What goes wrong with something that a person gave is said with its name, in one line. @throws UsageError */
export function refusing<Result>(subject: string, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    const [line = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new UsageError(`${subject}: ${line}`, { cause });
  }
}
