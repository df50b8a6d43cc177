import { chatsBySecret } from '#shared/adapters/chats-by-secret.ts';
import { sqsDoorbell } from '#shared/adapters/doorbell-sqs.ts';
import { eventBridge } from '#shared/adapters/eventbridge.ts';
import { sqsQueues } from '#shared/adapters/queues-sqs.ts';
import { hostedZonesByRole } from '#shared/adapters/route53-by-role.ts';
import { openSecrets } from '#shared/adapters/secrets.ts';
import { openDynamoTable } from '#shared/adapters/table-dynamodb.ts';
import type { CheckUp } from '#shared/checkup/check-up.ts';
import type { DeadLetterPlaces } from '#shared/commands/dead-letters.ts';
import type { Deployment } from '#shared/deployment/deployment.ts';
import { version } from '#shared/deployment/version.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';

/** What the SDK's clients are made with. */
interface ClientOptions {
  readonly region?: string;
}

/** Everything that a check-up of a deployment looks at. */
export function openCheckUp(deployment: Deployment, client: ClientOptions, now: () => number): CheckUp {
  const { tableName, queueUrls, busName } = deployment;
  const zones = hostedZonesByRole({ ...client, clock: realScheduler() });
  const chats = chatsBySecret({ secrets: openSecrets({ clock: realScheduler(), client }) });
  const bus = busName === undefined ? undefined : eventBridge({ busName, client });
  return {
    ...openDeadLetters(deployment, client),
    table: openDynamoTable({ tableName, client }),
    doorbell: sqsDoorbell({ queueUrls, client }),
    connect: zones,
    lookAtChannel: (channel) => chats.identify(channel),
    now,
    version: version(),
    ...(bus === undefined || busName === undefined ? {} : { bus: { name: busName, describe: () => bus.describe() } }),
    ...(deployment.version === undefined ? {} : { deployedVersion: deployment.version }),
  };
}

/** The queues of a deployment, with their dead letters. */
export function openDeadLetters({ queueUrls, deadLetterUrls }: Deployment, client: ClientOptions): DeadLetterPlaces {
  return { queues: sqsQueues(client), queueUrls, deadLetterUrls };
}
