import type { SecretRef } from '#shared/domain/alert-policy.ts';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';

/**
 * What only `npm start` can do is refused: the environment of a function is shown to everybody who may look at it. So is a
 * secret of another account or region, of which the functions know nothing.
 * @throws ConfigurationError with a line for every such secret
 */
export function deployable(configuration: CheckedConfiguration): CheckedConfiguration {
  const problems = secretsIn(configuration).flatMap(({ path, ref }) => {
    if ('environment' in ref) return [`${path}: environment is for npm start alone – write secretsManager or ssm`];
    return isFar(ref, configuration.hub)
      ? [
          `${path}: is a secret of another account or region – keep it where the hub is, and write its name or ARN there`,
        ]
      : [];
  });
  if (problems.length === 0) return configuration;
  throw new ConfigurationError(problems);
}

/** `arn:aws:secretsmanager:REGION:ACCOUNT:…`, or of `ssm`; a name is one of the hub's. */
function isFar(ref: Exclude<SecretRef, { environment: string }>, hub: CheckedConfiguration['hub']): boolean {
  const name = 'ssm' in ref ? ref.ssm : ref.secretsManager;
  const [, , , region, account] = name.split(':');
  return name.startsWith('arn:') && (region !== hub.region || account !== hub.account);
}

interface PlacedSecret {
  /** Where it is written. */
  readonly path: string;
  readonly ref: SecretRef;
}

function secretsIn({ alerts, monitors }: CheckedConfiguration): readonly PlacedSecret[] {
  const ofChannels = alerts?.channels.flatMap((channel, at): readonly PlacedSecret[] => {
    if ('topicArn' in channel) return [];
    const [field, ref] = channel.kind === 'slack' ? ['token', channel.token] : ['url', channel.url];
    return [{ path: `alerts.channels[${at}].${field}`, ref }];
  });
  const ofAccounts = monitors?.accounts.flatMap(({ apiKey, webhook }, at): readonly PlacedSecret[] => {
    const path = `monitors.accounts[${at}]`;
    const ofWebhook = webhook === undefined ? [] : [{ path: `${path}.webhook.secret`, ref: webhook.secret }];
    return [{ path: `${path}.apiKey`, ref: apiKey }, ...ofWebhook];
  });
  return [...(ofChannels ?? []), ...(ofAccounts ?? [])];
}
