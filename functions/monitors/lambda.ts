import { openSecrets } from '#shared/adapters/secrets.ts';
import { uptimeRobotBySecret } from '#shared/adapters/uptimerobot/by-secret.ts';
import { readEnvironment } from '#shared/deployment/environment.ts';
import { openQueueSides } from '#shared/deployment/far-sides.ts';
import { laneHandler } from '#shared/runtime/lane-handler.ts';
import { monitorsCapability } from './handler.ts';

/** Behind the doorbell queue of monitors. */
export const handler = laneHandler('monitors', async () => {
  const sides = openQueueSides(process.env);
  const { clock } = sides;
  const { uptimeRobotUrl } = readEnvironment(process.env);
  const endpoint = uptimeRobotUrl === undefined ? {} : { endpoint: uptimeRobotUrl };
  const open = uptimeRobotBySecret({ secrets: openSecrets({ clock }), clock, ...endpoint });
  return { ...sides, capability: monitorsCapability({ open: ({ apiKey }) => open(apiKey) }) };
});
