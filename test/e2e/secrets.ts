import type { ConfigurationInput } from '#shared/configuration/define.ts';
import { callAws, root } from './aws.ts';
import { pagerName, slackSecret, webhookParameter } from './installation.ts';
import { slackToken, webhookPath } from './slack-far-side.ts';
import { uptimeKey } from './uptime-far-side.ts';
import { told } from './world.ts';

const json = (target: string) => ({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target });
const creation = (Name: string, SecretString: string) => ({
  service: 'secretsmanager',
  headers: json('secretsmanager.CreateSecret'),
  body: JSON.stringify({ Name, SecretString, ClientRequestToken: crypto.randomUUID() }),
});

/** A secret: what calls of the provider carry. */
export const webhookText = 'e2e-hook-51c9d2aa';
const [keyName, hookName] = ['firstlight/uptimerobot', 'firstlight/hook'];

/** One account that watches everything, with a webhook. */
export const monitorsIn = (): NonNullable<ConfigurationInput['monitors']> => ({
  accounts: [
    {
      name: 'main',
      provider: 'uptimerobot',
      apiKey: { secretsManager: keyName, field: 'key' },
      webhook: { secret: { secretsManager: hookName } },
    },
  ],
  intervalSeconds: 30,
});

/** The secrets of the account with the provider. */
export async function putMonitorSecrets(account: string): Promise<void> {
  await callAws(creation(keyName, JSON.stringify({ key: uptimeKey })), root(account));
  await callAws(creation(hookName, webhookText), root(account));
}

/** What a person does before anybody can be told: the secrets of the channels of an account, and its topic. */
export async function putSecrets(account: string): Promise<void> {
  const SecretString = JSON.stringify({ token: slackToken });
  const calls = [
    creation(slackSecret, SecretString),
    {
      service: 'ssm',
      headers: json('AmazonSSM.PutParameter'),
      body: JSON.stringify({ Name: webhookParameter, Value: `${told.farUrl}${webhookPath}`, Type: 'SecureString' }),
    },
    {
      service: 'sns',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Action: 'CreateTopic', Name: pagerName, Version: '2010-03-31' }).toString(),
    },
  ];
  for (const call of calls) await callAws(call, root(account));
}
