import { loadBalancersByRole } from '#shared/adapters/certificates-by-role.ts';
import { openFarSides } from '#shared/deployment/far-sides.ts';
import { configurationHandler } from './handler.ts';

/** Behind the custom resource that each deployment ends with. */
export const handler = configurationHandler(async () => {
  const sides = openFarSides(process.env);
  const byRole = loadBalancersByRole({ clock: sides.clock });
  return {
    ...sides,
    searchFor: ({ roleArn, externalId, region }, hubRegion) =>
      byRole({
        region: region ?? hubRegion,
        ...(roleArn === undefined ? {} : { roleArn }),
        ...(externalId === undefined ? {} : { externalId }),
      }),
  };
});
