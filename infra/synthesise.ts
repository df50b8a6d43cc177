import { App } from 'aws-cdk-lib';
import { loadConfiguration } from '#shared/configuration/load.ts';
import type { AlertChannel } from '#shared/domain/alert-policy.ts';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';

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

/** What only `npm start` can do is refused here: what would be watched by nobody, or read from nowhere. */
function deployable(configuration: CheckedConfiguration): CheckedConfiguration {
  const { monitors, alerts } = configuration;
  const problems = [
    ...(monitors === undefined
      ? []
      : ['monitors: cannot be deployed yet, only tried with npm start – remove it for now']),
    ...(alerts?.channels.flatMap(misplacedSecret) ?? []),
  ];
  if (problems.length === 0) return configuration;
  throw new ConfigurationError(problems);
}

/** The environment of a function is shown to everybody who may look at it. */
function misplacedSecret(channel: AlertChannel, at: number): readonly string[] {
  if ('topicArn' in channel) return [];
  const [field, ref] = channel.kind === 'slack' ? ['token', channel.token] : ['url', channel.url];
  if (!('environment' in ref)) return [];
  return [`alerts.channels[${at}].${field}: environment is for npm start alone – write secretsManager or ssm`];
}
