import { sqsDeadLetters } from '#shared/adapters/dead-letters-sqs.ts';
import { sqsDoorbell } from '#shared/adapters/doorbell-sqs.ts';
import { eventBridge } from '#shared/adapters/eventbridge.ts';
import { factsOn } from '#shared/adapters/facts-eventbridge.ts';
import { openDynamoTable } from '#shared/adapters/table-dynamodb.ts';
import type { Clock } from '#shared/domain/clock.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';
import type { DeadLetters } from '#shared/runtime/dead-letters.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { type Facts, silentFacts } from '#shared/runtime/facts.ts';
import type { Random } from '#shared/runtime/random.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import type { Table } from '#shared/runtime/table.ts';
import { readEnvironment, type Variables } from './environment.ts';

/** What each function of a deployment works with; region, credentials and endpoints are what the SDK finds. */
export interface FarSides {
  readonly table: Table;
  readonly doorbell: Doorbell;
  readonly clock: Clock;
  readonly random: Random;
  readonly facts: Facts;
}

/**
 * Opens what the environment names.
 * @throws ConfigurationError
 */
export function openFarSides(variables: Variables): FarSides {
  const { tableName, queueUrls, busName } = readEnvironment(variables);
  return {
    table: openDynamoTable({ tableName }),
    doorbell: sqsDoorbell({ queueUrls }),
    clock: systemClock,
    random: Math.random,
    facts: busName === undefined ? silentFacts : factsOn(eventBridge({ busName }), systemClock.now),
  };
}

/**
 * The same for a function behind a queue.
 * @throws ConfigurationError
 */
export function openQueueSides(variables: Variables): FarSides & { readonly deadLetters: DeadLetters } {
  const { deadLettersUrl } = readEnvironment(variables);
  if (deadLettersUrl === undefined) {
    throw new ConfigurationError(['FIRSTLIGHT_DEAD_LETTERS_URL: is missing – write the URL of a queue']);
  }
  return { ...openFarSides(variables), deadLetters: sqsDeadLetters({ queueUrl: deadLettersUrl }) };
}

/**
 * The same for the function that writes the status of clusters.
 * @throws ConfigurationError
 */
export function openStatusSides(
  variables: Variables,
): ReturnType<typeof openQueueSides> & { readonly statusBucket: string } {
  const { statusBucket } = readEnvironment(variables);
  if (statusBucket === undefined) {
    throw new ConfigurationError(['FIRSTLIGHT_STATUS_BUCKET: is missing – write the name of a bucket']);
  }
  return { ...openQueueSides(variables), statusBucket };
}

const systemClock: Clock = realScheduler();
