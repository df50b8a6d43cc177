import { openFarSides } from '#shared/deployment/far-sides.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';
import { configurationHandler } from './handler.ts';

/** Behind the custom resource that each deployment ends with. */
export const handler = configurationHandler(async () => ({
  ...openFarSides(process.env),
  searchFor: ({ name }) => {
    const problem = `edges (${name}).loadBalancer.use: is not looked up yet – write dnsName and hostedZoneId`;
    throw new ConfigurationError([problem]);
  },
}));
