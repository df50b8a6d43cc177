import { openQueueSides } from '#shared/deployment/far-sides.ts';
import { claimsHandler } from './handler.ts';

/** Behind the doorbell queue of claims. */
export const handler = claimsHandler(async () => {
  const { facts, ...sides } = openQueueSides(process.env);
  return { ...sides, ports: { facts } };
});
