import { certificatesByRole, loadBalancersByRole } from '#shared/adapters/certificates-by-role.ts';
import { PublicResolver } from '#shared/adapters/public-dns.ts';
import { readEnvironment } from '#shared/deployment/environment.ts';
import { openQueueSides } from '#shared/deployment/far-sides.ts';
import { laneHandler } from '#shared/runtime/lane-handler.ts';
import { certificatesCapability } from './handler.ts';

/** Behind the doorbell queue of certificates. */
export const handler = laneHandler('certificates', async () => {
  const sides = openQueueSides(process.env);
  const { clock } = sides;
  const { resolvers } = readEnvironment(process.env);
  const ports = {
    authority: certificatesByRole({ clock }),
    loadBalancers: loadBalancersByRole({ clock }),
    publicDns: new PublicResolver(resolvers === undefined ? {} : { servers: resolvers }),
  };
  return { ...sides, capability: certificatesCapability(ports) };
});
