import { callAws, root } from './aws.ts';
import { pagerName, slackSecret, webhookParameter } from './installation.ts';
import { slackToken, webhookPath } from './slack-far-side.ts';
import { told } from './world.ts';

/** What a person does before anybody can be told: the secrets of the channels of an account, and its topic. */
export async function putSecrets(account: string): Promise<void> {
  const SecretString = JSON.stringify({ token: slackToken });
  const json = (target: string) => ({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target });
  const calls = [
    {
      service: 'secretsmanager',
      headers: json('secretsmanager.CreateSecret'),
      body: JSON.stringify({ Name: slackSecret, SecretString, ClientRequestToken: crypto.randomUUID() }),
    },
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
