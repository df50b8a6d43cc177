import middy from '@middy/core';
import { openFarSides } from '#shared/deployment/far-sides.ts';
import { buildOnce } from '#shared/runtime/cold-start.ts';
import { openTelemetry } from '#shared/runtime/telemetry.ts';
import { takeAlarm } from './take-alarm.ts';

const sides = buildOnce(async () => openFarSides(process.env));

/** Behind the rule for this installation's own alarms; what fails is tried again, and rings an alarm of its own. */
export const handler = middy<unknown, void>()
  .use(openTelemetry('alarm-events').middlewares)
  .handler(async (event: unknown) => takeAlarm(event, await sides()));
