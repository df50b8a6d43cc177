import middy from '@middy/core';
import { openSecrets } from '#shared/adapters/secrets.ts';
import { openFarSides } from '#shared/deployment/far-sides.ts';
import { buildOnce } from '#shared/runtime/cold-start.ts';
import { openTelemetry } from '#shared/runtime/telemetry.ts';
import { statusCodes, takeCall } from './take-call.ts';

const sides = buildOnce(async () => {
  const far = openFarSides(process.env);
  const secrets = openSecrets({ clock: far.clock });
  return { ...far, secretsOf: secrets.readAll };
});

const { telemetry, middlewares } = openTelemetry('monitor-webhook');

/** Behind the HTTP API that providers of checks call; an answer is a status and nothing else. */
export const handler = middy<unknown, { readonly statusCode: number }>()
  .use(middlewares)
  .handler(async (event: unknown) => {
    const taken = await takeCall(event, await sides());
    const isRefused = taken !== 'noted' && taken !== 'unknown';
    if (isRefused) telemetry.measure({ metric: 'WebhookRefused', value: 1 });
    return { statusCode: statusCodes[taken] };
  });
