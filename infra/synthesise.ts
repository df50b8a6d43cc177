import { App } from 'aws-cdk-lib';
import { loadConfiguration } from '#shared/configuration/load.ts';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';
import { deployable } from './deployable.ts';

/**
 * Builds a CDK app of the configuration: `FIRSTLIGHT_CONFIG` names it, and it may stand outside the checkout. One that
 * is wrong ends the process with the lines that say what is.
 */
export async function synthesise(build: (app: App, configuration: CheckedConfiguration) => void): Promise<void> {
  const path = process.env['FIRSTLIGHT_CONFIG'] || 'examples/firstlight.config.ts';
  const app = new App();
  try {
    build(app, deployable(await loadConfiguration(path)));
  } catch (error) {
    // The lines say all that is needed; a stack trace would hide them.
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\nThe configuration is ${path}; FIRSTLIGHT_CONFIG names another one.\n`);
    process.exit(1);
  }
}
