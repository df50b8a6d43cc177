import { statusObjects } from '#shared/adapters/status-s3.ts';
import { openStatusSides } from '#shared/deployment/far-sides.ts';
import { laneHandler } from '#shared/runtime/lane-handler.ts';
import { statusCapability } from './handler.ts';

/** Behind the doorbell queue of status. */
export const handler = laneHandler('status', async () => {
  const { statusBucket, ...sides } = openStatusSides(process.env);
  return { ...sides, capability: statusCapability(statusObjects({ bucket: statusBucket })) };
});
