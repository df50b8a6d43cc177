import { callAws, root } from './aws.ts';
import { hookSecret, pagerName, slackSecret, uptimeSecret, webhookParameter } from './installation.ts';
import { slackToken, webhookPath } from './slack-far-side.ts';
import { uptimeKeyOf } from './uptime-far-side.ts';
import { told } from './world.ts';

const json = (target: string) => ({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target });
const creation = (Name: string, SecretString: string) => ({
  service: 'secretsmanager',
  headers: json('secretsmanager.CreateSecret'),
  body: JSON.stringify({ Name, SecretString, ClientRequestToken: crypto.randomUUID() }),
});

/** A secret: what calls of the provider carry. */
export const hookText = 'e2e-hook-51c9d2aa';

/** What a person does before anybody is watched or told: the secrets of an account's far sides, and its topic. */
export async function putSecrets(account: string): Promise<void> {
  const calls = [
    creation(slackSecret, JSON.stringify({ token: slackToken })),
    creation(uptimeSecret, JSON.stringify({ key: uptimeKeyOf(account) })),
    creation(hookSecret, hookText),
    {
      service: 'ssm',
      headers: json('AmazonSSM.PutParameter'),
      body: JSON.stringify({
        Name: webhookParameter,
        Value: `${told.farUrl}${webhookPath}`,
        Type: 'SecureString',
        Overwrite: true,
      }),
    },
    {
      service: 'sns',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Action: 'CreateTopic', Name: pagerName, Version: '2010-03-31' }).toString(),
    },
  ];
  // Several tests begin at the same time.
  for (const call of calls)
    await callAws(call, root(account)).catch((error: unknown) => {
      if (!String(error).includes('ResourceExistsException')) throw error;
    });
}
