export type Level = 'OK' | 'WARN' | 'FAIL';

/** What was found out about one thing. */
export interface Finding {
  readonly level: Level;
  /** What was looked at: `table`, `zone example.com (public)`. */
  readonly subject: string;
  readonly message: string;
  /** What to do; only where something is to be done. */
  readonly remedy?: string;
}

export const ok = (subject: string, message: string): Finding => ({ level: 'OK', subject, message });
export const warn = (subject: string, message: string, remedy: string): Finding => ({
  level: 'WARN',
  subject,
  message,
  remedy,
});
export const fail = (subject: string, message: string, remedy: string): Finding => ({
  level: 'FAIL',
  subject,
  message,
  remedy,
});

/** What a check found; where it could not look, that. */
export async function findings(
  subject: string,
  remedy: string,
  check: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.name : '';
    return [fail(subject, cause === '' || cause === 'Error' ? message : `${message} (${cause})`, remedy)];
  }
}
