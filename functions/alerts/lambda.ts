import { chatsBySecret } from '#shared/adapters/chats-by-secret.ts';
import { openSecrets } from '#shared/adapters/secrets.ts';
import { readEnvironment } from '#shared/deployment/environment.ts';
import { openQueueSides } from '#shared/deployment/far-sides.ts';
import { laneHandler } from '#shared/runtime/lane-handler.ts';
import { alertsCapability } from './handler.ts';

/** Behind the doorbell queue of alerts. */
export const handler = laneHandler('alerts', async () => {
  const sides = openQueueSides(process.env);
  const { slackUrl } = readEnvironment(process.env);
  const secrets = openSecrets({ clock: sides.clock });
  const ports = chatsBySecret(slackUrl === undefined ? { secrets } : { secrets, slackUrl });
  return { ...sides, capability: alertsCapability(ports) };
});
