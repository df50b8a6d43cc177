import { resolveConfiguration } from '#shared/configuration/resolve.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';

/** The lines that a configuration is refused with; none when it is accepted. */
export function problemsIn(written: unknown): readonly string[] {
  try {
    resolveConfiguration(written);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}
