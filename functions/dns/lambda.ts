import { Route53HostedZones } from '#shared/adapters/route53.ts';
import { openQueueSides } from '#shared/deployment/far-sides.ts';
import { laneHandler } from '#shared/runtime/lane-handler.ts';
import { dnsCapability } from './handler.ts';

/** Behind the doorbell queue of dns. */
export const handler = laneHandler('dns', async () => {
  const zones = new Route53HostedZones();
  return { ...openQueueSides(process.env), capability: dnsCapability(() => zones) };
});
