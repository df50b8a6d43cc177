import { hostedZonesByRole } from '#shared/adapters/route53-by-role.ts';
import { openQueueSides } from '#shared/deployment/far-sides.ts';
import { laneHandler } from '#shared/runtime/lane-handler.ts';
import { dnsCapability } from './handler.ts';

/** Behind the doorbell queue of dns. */
export const handler = laneHandler('dns', async () => {
  const sides = openQueueSides(process.env);
  return { ...sides, capability: dnsCapability(hostedZonesByRole({ clock: sides.clock }), sides.facts) };
});
