import { certificatesByRole, loadBalancersByRole } from '#shared/adapters/certificates-by-role.ts';
import { PublicResolver } from '#shared/adapters/public-dns.ts';
import { hostedZonesByRole } from '#shared/adapters/route53-by-role.ts';
import { statusObjects } from '#shared/adapters/status-s3.ts';
import type { Scheduler } from '#shared/domain/clock.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { scopeText } from '#shared/domain/scope.ts';
import { sourceOf } from '#shared/events/envelope.ts';
import type { Capability } from '#shared/runtime/capability.ts';
import { UnreadableMessageError } from '#shared/runtime/dead-letters.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { drainLane } from '#shared/runtime/drain.ts';
import type { Facts } from '#shared/runtime/facts.ts';
import type { Random } from '#shared/runtime/random.ts';
import { sweep } from '#shared/runtime/sweep.ts';
import type { Table } from '#shared/runtime/table.ts';
import { alertsCapability } from '../../functions/alerts/handler.ts';
import { certificatesCapability } from '../../functions/certificates/handler.ts';
import { claimsCapability } from '../../functions/claims/handler.ts';
import { dnsCapability } from '../../functions/dns/handler.ts';
import { takeEvent } from '../../functions/intake/handler.ts';
import { monitorsCapability } from '../../functions/monitors/handler.ts';
import { statusCapability } from '../../functions/status/handler.ts';
import { createPlatform, type Platform } from '../platform/platform.ts';
import type { Cloud } from './cloud.ts';
import { describeError, type Notes } from './notes.ts';
import { providerOf } from './uptime.ts';
import type { LocalWebhook } from './webhook.ts';
import { chatOf } from './workspace.ts';

export interface WiringInput {
  readonly configuration: Configuration;
  readonly table: Table;
  readonly cloud: Cloud;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly notes: Notes;
  readonly webhook: Pick<LocalWebhook, 'placeOf'>;
}

/** The deployment sweeps each minute; here nobody pays for it, and nobody likes to wait. */
const sweepEveryMs = 1_000;
const monitorsPoll = { pollMs: 2_000, toldPollMs: 5_000 };

/** The functions of the deployment behind their queues: the same objects that a Lambda runs, with local far sides. */
export function wirePlatform(input: WiringInput): Platform {
  const { configuration, table, scheduler, random, notes } = input;
  const { account, region } = configuration.hub;
  // The platform needs the drains and the drains ring the platform.
  const doorbell: Doorbell = { ring: (lane, delaySeconds) => platform.doorbell.ring(lane, delaySeconds) };
  const drain = async (capability: Capability, lane: string): Promise<void> => {
    const report = await drainLane({ lane, capability, table, clock: scheduler, random, doorbell });
    for (const key of report.poisoned) notes.add(`${lane}: ${key} crashed three times and is tried again hourly`);
    if (report.message !== undefined) notes.add(`${lane}: ${report.message}`);
  };
  const takeOrBury = async (event: string): Promise<void> => {
    try {
      await takeEvent(event, { table, clock: scheduler, doorbell });
    } catch (error) {
      if (!(error instanceof UnreadableMessageError)) throw error;
      platform.bury(event, error.message);
      notes.add(`intake refused a message: ${error.message}`);
    }
  };
  const platform = createPlatform({
    scheduler,
    random,
    account,
    region,
    sourcePrefix: sourceOf(''),
    intake: (event) => takeOrBury(event),
    drains: new Map(capabilities(input).map((capability) => [capability.name, (lane) => drain(capability, lane)])),
    sweep: async () => void (await sweep({ table, clock: scheduler, doorbell })),
    sweepEveryMs,
    failed: (where, error) => notes.add(`${where}: ${describeError(error)}`),
  });
  return platform;
}

function capabilities({ configuration, cloud, notes, scheduler, webhook }: WiringInput): readonly Capability[] {
  // Of what happens only the guard's word is worth a line here: the rest stands in the table and in the history.
  const facts: Facts = {
    async publish(all) {
      for (const fact of all) if (fact.type === 'GuardTripped') notes.add(`${scopeText(fact.scope)}: ${fact.message}`);
    },
  };
  const client = {
    endpoint: cloud.route53Url,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    region: configuration.hub.region,
  };
  const byRole = { ...client, clock: scheduler };
  return [
    claimsCapability({ facts }),
    dnsCapability(hostedZonesByRole(byRole)),
    certificatesCapability({
      authority: certificatesByRole(byRole),
      loadBalancers: loadBalancersByRole(byRole),
      publicDns: new PublicResolver({ servers: [`127.0.0.1:${cloud.resolverPort}`] }),
    }),
    monitorsCapability({
      open: async ({ name }) => providerOf(name, cloud.route53Url, scheduler),
      webhook: webhook.placeOf,
      ...monitorsPoll,
    }),
    alertsCapability({ open: async (channel) => chatOf(channel, cloud.route53Url) }),
    statusCapability(statusObjects({ bucket: cloud.statusBucket, client })),
  ];
}
