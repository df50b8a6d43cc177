import { sqsDoorbell } from '#shared/adapters/doorbell-sqs.ts';
import { openDynamoTable } from '#shared/adapters/table-dynamodb.ts';
import { type Desk, openDesk } from '#shared/commands/desk.ts';
import { type Deployment, deploymentOfEnvironment, deploymentOfStack } from '#shared/deployment/deployment.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { Arguments, Surroundings } from './command.ts';
import { placeOf, regionOf } from './place.ts';

/**
 * The deployment that the options or the environment name.
 * @throws UsageError where neither does; CommandError, ConfigurationError, RetryableError where it cannot be looked up
 */
export async function deploymentFor(given: Arguments, around: Surroundings): Promise<Deployment> {
  const place = placeOf(given, around);
  if (place.at === 'stack') return deploymentOfStack({ stackName: place.stackName, client: regionOf(given) });
  if (place.at === 'environment') return deploymentOfEnvironment(around.env);
  throw new UsageError('this is about a deployment: name --stack NAME, or set FIRSTLIGHT_TABLE');
}

/** The desk over a deployment's table; whatever it wants looked at is rung for. */
export async function openDeployedDesk(given: Arguments, around: Surroundings): Promise<Desk> {
  const { tableName, queueUrls } = await deploymentFor(given, around);
  const client = regionOf(given);
  return openDesk({
    table: openDynamoTable({ tableName, client }),
    doorbell: sqsDoorbell({ queueUrls, client }),
    now: () => around.now(),
  });
}
