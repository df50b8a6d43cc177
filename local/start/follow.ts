import type { Scheduler } from '#shared/domain/clock.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { epochMs, isEpoch } from '#shared/domain/marker.ts';
import type { Random } from '#shared/runtime/random.ts';
import { drawEpoch } from '../../forwarder/epoch.ts';
import { createForwarder, type Forwarder } from '../../forwarder/forwarder.ts';
import { localDirectory } from '../../forwarder/manifests/local-directory.ts';
import { ManifestSource } from '../../forwarder/manifests/manifest-source.ts';
import type { Bus, Report } from '../../forwarder/ports.ts';
import { aheadLimitMs } from '../../functions/intake/plan.ts';
import type { DataDirectory } from './data-directory.ts';
import type { Notes } from './notes.ts';
import { type StartOptions, UsageError } from './options.ts';

export interface FollowInput {
  readonly options: StartOptions;
  readonly configuration: Configuration;
  readonly bus: Bus;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly notes: Notes;
  readonly data: DataDirectory | undefined;
}

/** Starts the forwarder of the first configured cluster on the manifest directory, under an epoch never used before. */
export async function followManifests(input: FollowInput): Promise<Forwarder> {
  const { options, scheduler, random, notes, data } = input;
  const [cluster] = input.configuration.clusters;
  if (cluster === undefined)
    throw new UsageError(`${options.config}: configure a cluster that the manifests stand for`);
  const lastKnown = lastEpochOf(options, data, scheduler.now());
  const epoch = drawEpoch({ nowMs: scheduler.now(), random, ...lastKnown });
  data?.epoch.write(`${epoch}\n`);
  const forwarder = createForwarder({
    cluster: cluster.name,
    source: new ManifestSource({ directory: localDirectory(options.manifests), scheduler }),
    bus: input.bus,
    scheduler,
    random,
    epoch,
    report: (report) => notes.add(describeReport(report)),
    collectMs: 100,
  });
  forwarder.start();
  return forwarder;
}

/**
 * The epoch that the directory was last followed under; the next one must be greater.
 * @throws UsageError when this clock is so far behind it that intake would take nothing
 */
function lastEpochOf(
  options: StartOptions,
  data: DataDirectory | undefined,
  nowMs: number,
): { readonly lastKnown?: string } {
  const known = data?.epoch.read()?.trim();
  if (known === undefined || !isEpoch(known)) return {};
  const aheadMs = epochMs(known) - nowMs;
  if (aheadMs <= aheadLimitMs) return { lastKnown: known };
  const days = Math.floor(aheadMs / 86_400_000);
  const then = new Date(epochMs(known)).toISOString();
  throw new UsageError(
    `--data ${options.data ?? ''} was in use at ${then}, ${days} days after this machine's clock: set the clock, or choose another directory`,
  );
}

function describeReport(report: Report): string {
  if (report.what === 'retrying') return `forwarder: the bus answered ${report.code}, trying again`;
  return `forwarder: the bus refused ${report.ranges.join(', ')}: ${report.code}`;
}
