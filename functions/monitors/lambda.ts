import { openSecrets } from '#shared/adapters/secrets.ts';
import { uptimeRobotBySecret } from '#shared/adapters/uptimerobot/by-secret.ts';
import { readEnvironment } from '#shared/deployment/environment.ts';
import { openQueueSides } from '#shared/deployment/far-sides.ts';
import { laneHandler } from '#shared/runtime/lane-handler.ts';
import { monitorsCapability } from './handler.ts';
import { callPath } from './webhook/words.ts';
import type { MonitorPorts } from './work.ts';

/** Behind the doorbell queue of monitors. */
export const handler = laneHandler('monitors', async () => {
  const sides = openQueueSides(process.env);
  const { clock } = sides;
  const { uptimeRobotUrl, webhookUrl } = readEnvironment(process.env);
  const secrets = openSecrets({ clock });
  const endpoint = uptimeRobotUrl === undefined ? {} : { endpoint: uptimeRobotUrl };
  const open = uptimeRobotBySecret({ secrets, clock, ...endpoint });
  const ports: MonitorPorts = {
    open: ({ apiKey }) => open(apiKey),
    async webhook({ name, webhook }) {
      if (webhook === undefined || webhookUrl === undefined) return undefined;
      const [secret = ''] = await secrets.readAll(webhook.secret);
      return { url: `${webhookUrl}${callPath(name)}`, secret };
    },
  };
  return { ...sides, capability: monitorsCapability(ports) };
});
