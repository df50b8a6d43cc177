import { stat } from 'node:fs/promises';
import type { SqliteTable } from '#shared/adapters/table-sqlite.ts';
import { type Desk, openDesk } from '#shared/commands/desk.ts';
import type { Scheduler } from '#shared/domain/clock.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { voidLeases } from '#shared/runtime/lease.ts';
import type { Random } from '#shared/runtime/random.ts';
import type { Forwarder } from '../../forwarder/speech/forwarder.ts';
import type { Platform } from '../platform/platform.ts';
import { followCertificates } from './certificate-events.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { enforce, relistZones } from './configuration.ts';
import { type DataDirectory, openDataDirectory } from './data-directory.ts';
import type { SandboxDocument } from './document.ts';
import { type ExampleApps, openExampleApps } from './example-apps.ts';
import { followSource } from './follow.ts';
import { createNotes, type Notes } from './notes.ts';
import { openTable } from './open-table.ts';
import type { StartOptions } from './options.ts';
import { hasWork } from './outstanding.ts';
import { hastenReleases } from './settle-releases.ts';
import { lookAtWebhooks, serveWebhook } from './webhook.ts';
import { wirePlatform } from './wiring.ts';
import { readConfigurationFile } from './written-configuration.ts';

type FarSides = 'publicPort' | 'privatePort' | 'resolverPort' | 'route53Url' | 'shown' | 'uptime';

/** Everything that runs in this process, started. */
export interface Sandbox extends Pick<Cloud, FarSides> {
  readonly configuration: Configuration;
  /** By edge: after how many silent seconds its load balancer closes a connection. */
  readonly idleTimeouts: ReadonlyMap<string, number>;
  readonly notes: Notes;
  readonly apps: ExampleApps;
  /** What people ask and say. */
  readonly desk: Desk;
  document(): Promise<SandboxDocument>;
  /** Tells who finds the data directory in use where commands are taken. */
  announce(controlPort: number): void;
  /** Everything that is followed is stored. */
  isHeard(): boolean;
  /** Something will be looked at before this moment, wall clock. */
  hasWork(untilMs: number): Promise<boolean>;
  /** Says what is known, ends what is at work, keeps the rest for the next start. */
  close(): Promise<void>;
}

export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly random: Random;
  /** Takes problems, one line each. */
  readonly warn: (line: string) => void;
}

/**
 * Starts the strict local cloud, the table, the functions behind their queues and the forwarder on what is to be
 * followed.
 * @throws UsageError, ConfigurationError
 */
export async function startSandbox(options: StartOptions, surroundings: Surroundings): Promise<Sandbox> {
  const { configuration, idleTimeouts } = await readConfigurationFile(options);
  if (options.cluster === undefined) await requireDirectory(options.manifests);
  const opened: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const data = options.data === undefined ? undefined : openDataDirectory(options.data);
    if (data !== undefined) opened.push(() => data.close());
    const table = openTable(data, surroundings.scheduler);
    opened.push(() => table.close());
    const cloud = await openCloud(options, { configuration, data, scheduler: surroundings.scheduler });
    opened.push(() => cloud.close());
    await voidLeases(table);
    await enforce(table, configuration);
    await relistZones(table, configuration);
    await lookAtWebhooks(table, configuration);
    if (options.settleReleases) await hastenReleases(table, configuration, surroundings.scheduler.now());
    const parts = { options, configuration, table, cloud, ...surroundings };
    const notes = createNotes(surroundings.scheduler, surroundings.warn);
    const webhook = await serveWebhook({ ...parts, notes, ring: (lane) => platform.doorbell.ring(lane) });
    opened.push(() => webhook.close());
    const platform = wirePlatform({ ...parts, notes, webhook });
    opened.push(() => platform.close());
    platform.start();
    opened.push(followCertificates({ ...parts, notes, doorbell: platform.doorbell }));
    const forwarder = await followSource({ ...parts, notes, data, bus: platform.bus });
    opened.push(() => forwarder.stop());
    const running = describe({ configuration, table, cloud, platform, forwarder }, surroundings);
    return {
      ...running,
      notes,
      idleTimeouts,
      announce: (port) => data?.announce(port),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Parts {
  readonly configuration: Configuration;
  readonly table: SqliteTable;
  readonly cloud: Cloud;
  readonly platform: Platform;
  readonly forwarder: Forwarder;
}

function describe(
  { configuration, table, cloud, platform, forwarder }: Parts,
  { scheduler }: Surroundings,
): Omit<Sandbox, 'notes' | 'idleTimeouts' | 'announce' | 'close'> {
  const desk = openDesk({ table, doorbell: platform.doorbell, now: () => scheduler.now() });
  const document = async (): Promise<SandboxDocument> => ({
    ...(await desk.sites()),
    messages: cloud.messages(),
    calls: cloud.calls(),
  });
  const { publicPort, privatePort, resolverPort, route53Url, shown, uptime } = cloud;
  return {
    ...{ configuration, publicPort, privatePort, resolverPort, route53Url, shown, uptime },
    apps: openExampleApps(document),
    desk: { ...desk, sites: document },
    document,
    isHeard: () => forwarder.idle() && platform.waitingEvents === 0,
    hasWork: async (untilMs) => platform.busy || (await hasWork(table, scheduler.now(), untilMs)),
  };
}

interface CloudParts {
  readonly configuration: Configuration;
  readonly data: DataDirectory | undefined;
  readonly scheduler: Scheduler;
}

function openCloud(options: StartOptions, { configuration, data, scheduler }: CloudParts): Promise<Cloud> {
  const { dnsPort, route53Port = 0, seedZones } = options;
  const stored = data === undefined ? {} : { stored: data };
  return startCloud({ configuration, clock: scheduler, dnsPort, route53Port, seedZones, ...stored });
}

async function requireDirectory(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new UsageError(`--manifests ${path} is no directory: name one that holds Kubernetes manifests`);
  }
}
