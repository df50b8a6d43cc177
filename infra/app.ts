import { App } from 'aws-cdk-lib';
import { loadConfiguration } from '#shared/configuration/load.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';
import { FirstlightStack } from './firstlight-stack.ts';
import { readSwitches } from './switches.ts';

/** The CDK app: `FIRSTLIGHT_CONFIG` names the configuration, which may stand outside the checkout. */
const path = process.env['FIRSTLIGHT_CONFIG'] || 'examples/firstlight.config.ts';
const app = new App();
try {
  const configuration = await loadConfiguration(path);
  new FirstlightStack(app, 'Firstlight', { configuration, ...readSwitches(app.node) });
} catch (error) {
  // The lines say all that is needed; a stack trace would hide them.
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\nThe configuration is ${path}; FIRSTLIGHT_CONFIG names another one.\n`);
  process.exit(1);
}
