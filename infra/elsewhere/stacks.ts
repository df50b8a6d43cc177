import type { App } from 'aws-cdk-lib';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { placesElsewhere } from '../place.ts';
import { AccessStack } from './access-stack.ts';
import { accessesOf } from './accesses.ts';
import { EventsStack } from './events-stack.ts';

/**
 * What may be deployed into other accounts and regions: the roles that the configuration names, a stack for each account,
 * and what sends ACM's events to the hub, one for each account and region with certificates.
 * @param functions the id of the functions' stack in the hub
 */
export function stacksElsewhere(app: App, functions: string, configuration: CheckedConfiguration): void {
  const { hub } = configuration;
  for (const [account, accesses] of Map.groupBy(accessesOf(configuration), (one) => one.account)) {
    // Roles have no region; the stack that makes them stands in the hub's.
    const place = { account, region: hub.region };
    new AccessStack(app, `${functions}Access-${account}`, { configuration, place, accesses, functions });
  }
  for (const place of placesElsewhere(configuration)) {
    new EventsStack(app, `${functions}Events-${place.account}-${place.region}`, { place, hub, functions });
  }
}
