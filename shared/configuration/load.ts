import { stat } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckedConfiguration } from '../domain/configuration.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { describeLoadError, type Import } from './load-error.ts';
import { member } from './parts.ts';
import { resolveConfiguration } from './resolve.ts';

/**
 * Loads a `firstlight.config.ts` (`.mts`, `.js`, `.mjs` too) from anywhere, also from outside the package, where
 * `import { defineConfig } from 'firstlight'` would find nothing by itself.
 *
 * @throws ConfigurationError with one line for every problem.
 */
export async function loadConfiguration(path: string): Promise<CheckedConfiguration> {
  const file = await stat(path).catch(() => undefined);
  if (file === undefined) throw fileError(path, 'is not there', 'name the file of your configuration');
  if (!file.isFile()) throw fileError(path, 'is not a file', 'name the file itself, for example firstlight.config.ts');
  return resolveConfiguration(writtenIn(path, await importFile(path)));
}

function writtenIn(path: string, module: unknown): unknown {
  const written = member(module, 'default');
  const instead = 'write export default defineConfig({ … })';
  if (written === undefined) throw fileError(path, 'has no default export', instead);
  if (typeof written !== 'object' || written === null || Array.isArray(written) || written instanceof Promise) {
    throw fileError(path, `exports ${kindOf(written)} as default, not an object`, instead);
  }
  return written;
}

async function importFile(path: string): Promise<unknown> {
  const url = pathToFileURL(resolve(path)).href;
  let asked: Import | undefined;
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === 'firstlight') return { url: import.meta.resolve('./define.ts'), shortCircuit: true };
      asked = { specifier, importer: context.parentURL };
      const found = next(specifier, context);
      // Left to itself Node takes a file without import and export, or beside another package.json, for CommonJS.
      return found.url.startsWith('file:') && found.url.endsWith('.ts')
        ? { ...found, format: 'module-typescript' }
        : found;
    },
  });
  try {
    return await import(url);
  } catch (cause) {
    throw new ConfigurationError([describeLoadError({ path, url, cause, asked })], { cause });
  } finally {
    hooks.deregister();
  }
}

function fileError(path: string, what: string, instead: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError([`${path}: ${what} – ${instead}`], { cause });
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Promise) return 'a promise';
  return `a ${typeof value}`;
}
