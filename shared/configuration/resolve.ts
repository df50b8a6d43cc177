import type { CheckedConfiguration } from '../domain/configuration.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { checkTogether } from './check.ts';
import { checkRoles } from './check-roles.ts';
import { takeApart } from './parts.ts';
import { problemsOf, renderProblem } from './problems.ts';
import { configuration } from './schema.ts';

/**
 * Checks what was written and fills in the defaults. What is resolved already stays as it is.
 *
 * @throws ConfigurationError with one line for every problem.
 */
export function resolveConfiguration(written: unknown): CheckedConfiguration {
  const raw = plain(written);
  const parsed = configuration.safeParse(raw, { reportInput: true });
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap(problemsOf)),
    ...checkTogether(raw, takeApart(raw)),
    ...(parsed.success ? checkRoles(parsed.data) : []),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems.map(renderProblem));
  return parsed.data;
}

/** The document is stored as JSON, so only what JSON can hold counts; a member that is undefined counts as absent. */
function plain(written: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(written) ?? 'null');
  } catch (cause) {
    const problem = 'configuration: is not plain data – write objects, lists, texts, numbers, true and false only';
    throw new ConfigurationError([problem], { cause });
  }
}
