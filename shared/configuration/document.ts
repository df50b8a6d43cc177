import type { CheckedConfiguration } from '../domain/configuration.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { resolveConfiguration } from './resolve.ts';

/**
 * Reads the document of the configuration row, as text or as an object. It is as strict as for people:
 * a document that is not fully understood stops its reader, rather than being obeyed in part.
 *
 * @throws ConfigurationError with one line for every problem.
 */
export function parseDocument(json: unknown): CheckedConfiguration {
  return resolveConfiguration(typeof json === 'string' ? parseText(json) : json);
}

function parseText(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ConfigurationError(['configuration: the stored document is not JSON – deploy again'], { cause });
  }
}
