import { RetryableError } from '#shared/errors/kinds.ts';

/** What public DNS does not say now is undefined: for ACM to find out, or for the next look. */
export async function publicAnswer<Answer>(question: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof RetryableError) return undefined;
    throw error;
  }
}
