import middy from '@middy/core';
import { openFarSides } from '#shared/deployment/far-sides.ts';
import { buildOnce } from '#shared/runtime/cold-start.ts';
import { openTelemetry } from '#shared/runtime/telemetry.ts';
import { takeAcmEvent } from '../acm-event.ts';

const sides = buildOnce(async () => openFarSides(process.env));

/** Behind the rule for ACM's events; what fails is lost, as the lane looks by itself. */
export const handler = middy<unknown, void>()
  .use(openTelemetry('certificate-events').middlewares)
  .handler(async (event: unknown) => takeAcmEvent(event, await sides()));
